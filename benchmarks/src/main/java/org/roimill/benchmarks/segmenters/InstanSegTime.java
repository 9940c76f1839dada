package org.roimill.benchmarks.segmenters;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.roimill.benchmarks.frame.Clock;
import org.roimill.benchmarks.frame.Pieces;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.instanseg.CellLabels;
import org.roimill.kernels.instanseg.CellObjects;
import org.roimill.kernels.instanseg.MapLayout;
import org.roimill.kernels.instanseg.Mlp;
import org.roimill.kernels.instanseg.PostProcessing;
import org.roimill.kernels.instanseg.Settings;
import org.roimill.kernels.instanseg.Variant;

/** InstanSeg's work after its network on the scene of instanseg_peer.py, cell by cell over threads; labels must be equal. */
public final class InstanSegTime {
    private static final int CELL = 512;
    private static final int RUNS = 5;

    private final PostProcessing work;
    private final Block maps;
    private final List<Region> cells = new ArrayList<>();
    private final Region domain;

    private InstanSegTime(PostProcessing work, Block maps) {
        this.work = work;
        this.maps = maps;
        this.domain = maps.region().dims(1, 3);
        domain.cells(CELL, CELL).forEach(cells::add);
    }

    /** Arguments: the folder of the scene, the number of threads. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int threads = Integer.parseInt(args[1]);
        try (Arena arena = Arena.ofShared()) {
            MemorySegment stored = arena.allocate(Files.size(folder.resolve("maps")), 64);
            MemorySegment.copy(
                    MemorySegment.ofArray(Files.readAllBytes(folder.resolve("maps"))), 0, stored, 0, stored.byteSize());
            long side = Math.round(Math.sqrt(stored.byteSize() / 20.0));
            Block maps = Block.over(DType.F32, Region.ofShape(5, side, side), stored);
            PostProcessing work = new PostProcessing(
                    new MapLayout(2, false),
                    mlp(Files.readAllBytes(folder.resolve("weights"))),
                    Settings.of(Variant.HEAD));
            InstanSegTime time = new InstanSegTime(work, maps);
            Block labels = Block.zeros(DType.U32, time.domain, arena);
            for (int run = 0; run < RUNS; run++) {
                Clock clock = new Clock();
                try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
                    time.run(pool, labels);
                }
                System.out.printf(
                        "%d threads: %.2f s by the clock, %.2f s of processor%n",
                        threads, clock.seconds(), clock.processorSeconds());
            }
            byte[] found = labels.data().toArray(ValueLayout.JAVA_BYTE);
            byte[] expected = Files.readAllBytes(folder.resolve("labels"));
            System.out.println(Arrays.equals(found, expected) ? "labels are equal" : different(found, expected));
        }
    }

    private static String different(byte[] a, byte[] b) {
        int n = 0;
        for (int i = 0; i < a.length; i += Integer.BYTES) {
            n += Arrays.equals(a, i, i + Integer.BYTES, b, i, i + Integer.BYTES) ? 0 : 1;
        }
        return n + " of " + a.length / Integer.BYTES + " labels differ";
    }

    private static Mlp mlp(byte[] bytes) {
        float[] all = MemorySegment.ofArray(bytes).toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
        List<Mlp.Layer> layers = new ArrayList<>();
        int at = 0;
        for (int[] shape : new int[][] {{4, 5}, {5, 5}, {5, 1}}) {
            int n = shape[0] * shape[1];
            layers.add(new Mlp.Layer(
                    shape[0],
                    shape[1],
                    Arrays.copyOfRange(all, at, at + n),
                    Arrays.copyOfRange(all, at + n, at + n + shape[1])));
            at += n + shape[1];
        }
        return new Mlp(layers);
    }

    private void run(ExecutorService pool, Block labels) {
        List<CellObjects> proposals = Pieces.each(pool, cells.size(), i -> {
            try (Arena arena = Arena.ofConfined()) {
                Block seen = seen(i, arena);
                return work.propose(seen, cells.get(i), domain, planes(seen, arena));
            }
        });
        List<CellLabels> decisions = work.merge(cells, proposals, domain);
        Pieces.each(pool, cells.size(), i -> {
            try (Arena arena = Arena.ofConfined()) {
                Block seen = seen(i, arena);
                Block out = Block.zeros(DType.U32, cells.get(i), arena);
                work.paint(seen, domain, decisions.get(i), planes(seen, arena), out);
                out.copyTo(labels);
                return i;
            }
        });
    }

    private Block seen(int cell, Arena arena) {
        Block seen = Block.zeros(DType.F32, work.mapsFor(cells.get(cell), domain), arena);
        maps.copyTo(seen);
        return seen;
    }

    private static Block planes(Block seen, Arena arena) {
        return Block.zeros(DType.F32, PostProcessing.planesFor(seen.region()), arena);
    }
}
