package org.roimill.benchmarks.kernels;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.roimill.benchmarks.frame.Clock;
import org.roimill.benchmarks.frame.Pieces;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.objects.CentreRule;
import org.roimill.kernels.objects.Extents;
import org.roimill.kernels.objects.FillAndDrop;
import org.roimill.kernels.objects.FlowError;
import org.roimill.kernels.objects.Holes;
import org.roimill.kernels.objects.Renumber;
import org.roimill.kernels.objects.Rounds;

/**
 * Times quality and holes on the labels and maps of the plane that FlowTime has written into the folder, with holes made
 * into every seventh object. Writes labels and results beside them for objects_peer.py, which times Cellpose on the same.
 */
public final class ObjectsTime {
    private static final int ROUNDS = 6;
    private static final int SIDE = 2048;

    private ObjectsTime() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Region plane = Region.ofShape(SIDE, SIDE);
        Block maps = read(
                folder.resolve("plane_maps.npy"), DType.F32, Region.ofShape(3).join(plane));
        Block labels = read(folder.resolve("plane_labels.npy"), DType.I32, plane);
        Block pierced = pierced(labels);
        Files.write(folder.resolve("pierced.raw"), bytes(pierced));
        for (int threads = 1; threads <= 2; threads++) {
            try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
                for (int round = 0; round < ROUNDS; round++) {
                    quality(pool, threads, labels, maps, folder);
                    holes(pool, threads, pierced);
                }
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            sequential(pierced, folder);
        }
    }

    private static Block read(Path npy, DType type, Region region) throws IOException {
        try (FileChannel file = FileChannel.open(npy, StandardOpenOption.READ)) {
            Block block = Block.zeros(type, region, Arena.ofAuto());
            MemorySegment all = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), Arena.ofAuto());
            MemorySegment.copy(all, all.byteSize() - block.bytes(), block.data(), 0, block.bytes());
            return block;
        }
    }

    private static byte[] bytes(Block block) {
        return block.data().toArray(ValueLayout.JAVA_BYTE);
    }

    private static Block pierced(Block labels) {
        Block pierced = Block.zeros(DType.I32, labels.region(), Arena.ofAuto());
        labels.copyTo(pierced);
        Extents extents = new Extents(labels.region()).add(labels);
        for (int id : extents.ids()) {
            Region box = extents.box(id);
            long y = (box.min(0) + box.max(0)) / 2;
            long x = (box.min(1) + box.max(1)) / 2;
            for (long j = y; j < y + 3 && id % 7 == 0; j++) {
                pierced.setLong(pierced.index(j, x), 0);
                pierced.setLong(pierced.index(j, x + 1), 0);
            }
        }
        return pierced;
    }

    private static void quality(ExecutorService pool, int threads, Block labels, Block maps, Path folder)
            throws IOException {
        Clock clock = new Clock();
        Extents extents = new Extents(labels.region()).add(labels);
        int rounds = Rounds.shared(extents);
        int[] ids = extents.ids();
        double[] errors = new double[ids.length];
        Pieces.each(pool, threads, part -> {
            FlowError error = new FlowError(CentreRule.ROUNDED_MEAN);
            for (int k = part; k < ids.length; k += threads) {
                errors[k] = error.error(labels, ids[k], extents.box(ids[k]), maps, rounds);
            }
            return part;
        });
        report("quality apart", threads, ids.length, clock);
        if (threads == 1) {
            clock = new Clock();
            Extents again = new Extents(labels.region()).add(labels);
            double[] whole = FlowError.whole(labels, again, maps, CentreRule.ROUNDED_MEAN, rounds);
            report("quality as Cellpose", 1, ids.length, clock);
            MemorySegment out = MemorySegment.ofArray(new byte[whole.length * Double.BYTES]);
            MemorySegment.copy(whole, 0, out, ValueLayout.JAVA_DOUBLE_UNALIGNED, 0, whole.length);
            Files.write(folder.resolve("errors.raw"), out.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    private static void holes(ExecutorService pool, int threads, Block pierced) {
        Block labels = Block.zeros(DType.I32, pierced.region(), Arena.ofAuto());
        pierced.copyTo(labels);
        Clock clock = new Clock();
        Extents extents = new Extents(labels.region()).add(labels);
        int[] ids = extents.atLeast(15);
        Holes.Filled[] filled = new Holes.Filled[ids.length];
        Pieces.each(pool, threads, part -> {
            Holes holes = new Holes();
            for (int k = part; k < ids.length; k += threads) {
                filled[k] = holes.find(labels, ids[k], extents.box(ids[k]));
            }
            return part;
        });
        Holes.paint(List.of(filled), labels);
        Renumber.of(extents, ids, Renumber.Order.BY_ID).apply(labels);
        report("holes and sizes", threads, ids.length, clock);
    }

    private static void sequential(Block pierced, Path folder) throws IOException {
        Block labels = Block.zeros(DType.I32, pierced.region(), Arena.ofAuto());
        pierced.copyTo(labels);
        Clock clock = new Clock();
        FillAndDrop.sequential(labels, 15, FillAndDrop.Variant.BY_ID);
        report("holes and sizes as Cellpose", 1, 0, clock);
        Files.write(folder.resolve("filled.raw"), bytes(labels));
    }

    private static void report(String what, int threads, int objects, Clock clock) {
        System.out.printf(
                "%s, %d threads, %d objects: %.3f s (processor %.3f s)%n",
                what, threads, objects, clock.seconds(), clock.processorSeconds());
    }
}
