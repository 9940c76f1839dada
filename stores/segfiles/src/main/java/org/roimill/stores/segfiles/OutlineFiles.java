package org.roimill.stores.segfiles;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axis;
import org.roimill.kernels.outline.Outline;
import org.roimill.kernels.outline.Outlines;

/** The files that hold outlines. */
final class OutlineFiles {
    /** Zip files of equal outlines are equal; the first day that they can name. */
    private static final LocalDateTime NEVER = LocalDateTime.of(1980, 1, 1, 0, 0);

    private OutlineFiles() {}

    private interface Sink {
        /** @param outline null where the object is too small for one */
        void object(long z, long label, Outline outline) throws IOException;
    }

    private static void each(Segmentation s, Sink sink) {
        for (long z = 0; z < s.depth(); z++) {
            long slice = z;
            try (Arena arena = Arena.ofConfined()) {
                Outlines.of(Planes.labels(s.labels(), z, arena), (label, parts) -> {
                    try {
                        sink.object(slice, label, Outline.longest(parts));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        }
    }

    /** A line for each object, {@code x,y,x,y}; an empty one where it is too small. */
    static void text(Segmentation s, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            each(s, (z, label, outline) -> {
                for (int i = 0; outline != null && i < outline.length(); i++) {
                    out.append(i == 0 ? "" : ",").append(outline.x()[i] + "," + outline.y()[i]);
                }
                out.append('\n');
            });
        }
    }

    static void rois(Segmentation s, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            each(s, (z, label, outline) -> {
                if (outline != null) {
                    String name = s.isVolume() ? label + "_z" + (z + 1) : String.valueOf(label);
                    ZipEntry entry = new ZipEntry(name + ".roi");
                    entry.setTimeLocal(NEVER);
                    zip.putNextEntry(entry);
                    zip.write(ImageJRoi.polygon(outline, name, s.isVolume() ? (int) z + 1 : 0));
                    zip.closeEntry();
                }
            });
        }
    }

    /** Through the centres of the border pixels, which lie half a pixel from their corners. */
    static void geoJson(Segmentation s, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            out.append("{\"type\": \"FeatureCollection\", \"features\": [");
            String[] comma = {"\n"};
            each(s, (z, label, outline) -> {
                if (outline != null) {
                    out.append(comma[0]).append("{\"type\": \"Feature\", \"geometry\": {\"type\": \"Polygon\", ");
                    out.append(s.isVolume() ? "\"plane\": {\"c\": -1, \"z\": " + z + ", \"t\": 0}, " : "");
                    out.append("\"coordinates\": [[");
                    for (int i = 0; i <= outline.length(); i++) {
                        int at = i % outline.length();
                        out.append(i == 0 ? "" : ", ")
                                .append("[" + (outline.x()[at] + 0.5) + ", " + (outline.y()[at] + 0.5) + "]");
                    }
                    out.append("]]}, \"properties\": {\"objectType\": \"detection\", \"name\": \"" + label + "\"}}");
                    comma[0] = ",\n";
                }
            });
            out.append("\n]}\n");
        }
    }

    /** The image, stretched between its percentiles, with all outlines in red. */
    static void picture(Segmentation s, Path file) throws IOException {
        try (Arena arena = Arena.ofConfined();
                Png png = Png.rgb(file, s.width(), s.height())) {
            MemorySegment rgb = stretched(s, arena);
            Outlines.of(Planes.labels(s.labels(), 0, arena), (label, parts) -> {
                for (Outline part : parts) {
                    for (int i = 0; i < part.length(); i++) {
                        long at = 3 * (part.y()[i] * s.width() + part.x()[i]);
                        rgb.set(ValueLayout.JAVA_BYTE, at, (byte) 255);
                        rgb.set(ValueLayout.JAVA_BYTE, at + 1, (byte) 0);
                        rgb.set(ValueLayout.JAVA_BYTE, at + 2, (byte) 0);
                    }
                }
            });
            for (long y = 0; y < s.height(); y++) {
                png.row(rgb.asSlice(3 * y * s.width(), 3 * s.width()).toArray(ValueLayout.JAVA_BYTE));
            }
        }
    }

    /** Three channels as red, green and blue, else the first as grey. */
    private static MemorySegment stretched(Segmentation s, Arena arena) {
        MemorySegment rgb = arena.allocate(3 * s.height() * s.width());
        boolean colour = s.image().spec().grid().size(Axis.C) == 3;
        for (int c = 0; c < (colour ? 3 : 1); c++) {
            Block plane = Planes.read(s.image(), c, 0, arena);
            Percentiles range = Percentiles.of(sink -> {
                for (long i = 0; i < plane.voxels(); i++) {
                    sink.take((float) plane.get(i));
                }
            });
            for (long i = 0; i < plane.voxels(); i++) {
                byte value = (byte) (int) (255 * range.stretch((float) plane.get(i)));
                for (int k = c; k < (colour ? c + 1 : 3); k++) {
                    rgb.set(ValueLayout.JAVA_BYTE, 3 * i + k, value);
                }
            }
        }
        return rgb;
    }
}
