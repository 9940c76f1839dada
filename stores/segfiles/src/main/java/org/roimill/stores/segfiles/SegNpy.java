package org.roimill.stores.segfiles;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.kernels.outline.Outline;
import org.roimill.kernels.outline.Outlines;

/** A {@code _seg.npy} file: a dictionary, pickled as NumPy's only element, that Cellpose's editor opens. */
final class SegNpy {
    private static final int STEP = 1 << 20;
    /** Bits that the flow along z has for one voxel a step, and what stands for none. */
    private static final float Z_SCALE = 12.7f;

    private static final float Z_ZERO = 127;

    private final Segmentation s;
    private final DType dtype;
    private final long largest;
    private final Pickle pickle;

    private SegNpy(Segmentation s, long largest, Pickle pickle) {
        this.s = s;
        this.largest = largest;
        this.dtype = largest <= 0xFFFF ? DType.U16 : DType.U32;
        this.pickle = pickle;
    }

    static void write(Segmentation s, long largest, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), STEP)) {
            out.write(header());
            Pickle pickle = new Pickle(out);
            pickle.beginArray("O8");
            pickle.emptyList();
            pickle.mark();
            new SegNpy(s, largest, pickle).dictionary();
            pickle.appends();
            pickle.endArray();
            pickle.stop();
        }
    }

    private static byte[] header() {
        String about = "{'descr': '|O', 'fortran_order': False, 'shape': (), }";
        int length = 128 - 10;
        String padded = about + " ".repeat(length - about.length() - 1) + "\n";
        return ("\u0093NUMPY\u0001\0" + (char) length + "\0" + padded).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void dictionary() throws IOException {
        pickle.emptyDict();
        pickle.mark();
        pickle.text("outlines");
        labels(this::outlined);
        pickle.text("masks");
        labels((plane, arena) -> plane);
        pickle.text("chan_choose");
        pickle.emptyList();
        pickle.mark();
        pickle.integer(0);
        pickle.integer(0);
        pickle.appends();
        pickle.text("ismanual");
        pickle.beginArray("b1", largest);
        zeros(largest);
        pickle.endArray();
        pickle.text("filename");
        pickle.text(s.imagePath());
        pickle.text("flows");
        pickle.emptyList();
        pickle.mark();
        if (s.flows() == null) {
            noFlows();
        } else {
            flows();
        }
        pickle.appends();
        pickle.text("diameter");
        pickle.number(Double.NaN);
        pickle.setItems();
    }

    private interface PlaneOf {
        Block of(Block labels, Arena arena);
    }

    private interface Slice {
        MemorySegment of(long z, Arena arena);
    }

    private void labels(PlaneOf make) throws IOException {
        array(
                dtype == DType.U16 ? "u2" : "u4",
                dtype.bytes(),
                shape(0, 0),
                1,
                (z, arena) -> Planes.narrow(make.of(Planes.labels(s.labels(), z, arena), arena), dtype, arena)
                        .data());
    }

    /** The labels along all outlines, zero elsewhere. */
    private Block outlined(Block labels, Arena arena) {
        Block drawn = Block.zeros(DType.U32, labels.region(), arena);
        Outlines.of(labels, (label, parts) -> {
            for (Outline part : parts) {
                for (int i = 0; i < part.length(); i++) {
                    drawn.setLong(drawn.index(part.y()[i], part.x()[i]), label);
                }
            }
        });
        return drawn;
    }

    /** As many empty lists as there would be flows: what the editor takes for none. */
    private void noFlows() throws IOException {
        for (int i = 0; i < 4; i++) {
            pickle.emptyList();
        }
        pickle.emptyList();
        pickle.mark();
        pickle.emptyList();
        pickle.appends();
    }

    private void flows() throws IOException {
        FlowPicture picture = new FlowPicture(s);
        Percentiles probability = FlowPicture.probabilities(s);
        array("u1", 1, shape(1, 3), 3, picture::rgb);
        array(
                "u1",
                1,
                shape(1, 0),
                1,
                (z, arena) -> bytes(s.directions(), z, arena, v -> 255 * probability.stretch(v)));
        if (s.directions() == 3) {
            array("u1", 1, shape(1, 0), 1, (z, arena) -> bytes(0, z, arena, v -> Z_SCALE * v + Z_ZERO));
        } else {
            array("u1", 1, shape(1, 3), 3, (z, arena) -> arena.allocate(3 * s.height() * s.width()));
        }
        pickle.emptyList();
        raw();
    }

    private interface OfFloat {
        float of(float value);
    }

    private MemorySegment bytes(int channel, long z, Arena arena, OfFloat scaled) {
        Block plane = Planes.read(s.flows(), channel, z, arena);
        MemorySegment bytes = arena.allocate(plane.voxels());
        for (long i = 0; i < plane.voxels(); i++) {
            float v = scaled.of(plane.data().getAtIndex(ValueLayout.JAVA_FLOAT, i));
            bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (int) Math.clamp(v, 0f, 255f));
        }
        return bytes;
    }

    private void raw() throws IOException {
        int channels = s.directions() + 1;
        long[] shape = s.isVolume()
                ? new long[] {channels, s.depth(), s.height(), s.width()}
                : new long[] {channels, s.height(), s.width()};
        pickle.beginArray("f4", shape);
        pickle.bytes(4L * channels * s.depth() * s.height() * s.width());
        for (int c = 0; c < channels; c++) {
            for (long z = 0; z < s.depth(); z++) {
                try (Arena arena = Arena.ofConfined()) {
                    write(Planes.read(s.flows(), c, z, arena).data());
                }
            }
        }
        pickle.endArray();
    }

    /** @param leading 1 if a single plane has an axis for its slices too */
    private long[] shape(int leading, int samples) {
        return LongStream.of(s.isVolume() ? s.depth() : leading, s.height(), s.width(), samples)
                .filter(side -> side > 0)
                .toArray();
    }

    private void array(String type, int width, long[] shape, int samples, Slice slice) throws IOException {
        pickle.beginArray(type, shape);
        pickle.bytes(s.depth() * s.height() * s.width() * samples * width);
        for (long z = 0; z < s.depth(); z++) {
            try (Arena arena = Arena.ofConfined()) {
                write(slice.of(z, arena));
            }
        }
        pickle.endArray();
    }

    private void write(MemorySegment data) throws IOException {
        for (long at = 0; at < data.byteSize(); at += STEP) {
            long n = Math.min(STEP, data.byteSize() - at);
            pickle.stream().write(data.asSlice(at, n).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    private void zeros(long count) throws IOException {
        pickle.bytes(count);
        byte[] some = new byte[8192];
        for (long left = count; left > 0; left -= some.length) {
            pickle.stream().write(some, 0, (int) Math.min(left, some.length));
        }
    }
}
