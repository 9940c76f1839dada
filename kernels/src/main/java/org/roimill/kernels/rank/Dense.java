package org.roimill.kernels.rank;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.order.Keys;

/**
 * One tile with its values replaced by small integers of the same order: their own keys where a type has few, else
 * their places among the sorted values of the tile.
 */
final class Dense {
    private final Block block;
    private final int bins;
    /** Sorted keys; null where the integers are keys less the least. */
    private final long[] values;

    private final long least;

    private Dense(Block block, int bins, long[] values, long least) {
        this.block = block;
        this.bins = bins;
        this.values = values;
        this.least = least;
    }

    /** The way from a tile of integers to a tile of integers. */
    interface Filter {
        void run(Block in, int bins, Block out);
    }

    /** Runs a filter tile by tile. */
    static void byTiles(Block in, long[] halo, long tile, Block out, Filter filter) {
        long[] cell = new long[halo.length];
        Arrays.fill(cell, tile);
        for (Region part : out.region().cells(cell)) {
            try (Arena arena = Arena.ofConfined()) {
                Dense dense = of(in, part.grow(halo).intersect(in.region()), arena);
                Block result = Block.zeros(DType.I32, part, arena);
                filter.run(dense.block, dense.bins, result);
                dense.restore(result, out, arena);
            }
        }
    }

    private static Dense of(Block in, Region part, Arena arena) {
        Block cut = Block.zeros(in.dtype(), part, arena);
        in.copyTo(cut, part);
        Block block = Block.zeros(DType.I32, part, arena);
        int n = Math.toIntExact(part.voxels());
        long[] keys = keys(cut, n);
        long least = Keys.least(in.dtype());
        boolean few = in.dtype().bytes() <= Short.BYTES;
        long[] values = few ? null : Arrays.stream(keys).sorted().distinct().toArray();
        for (int i = 0; i < n; i++) {
            int dense = few ? (int) (keys[i] - least) : Arrays.binarySearch(values, keys[i]);
            block.data().setAtIndex(ValueLayout.JAVA_INT, i, dense);
        }
        int bins = few ? (int) (Keys.largest(in.dtype()) - least) + 1 : values.length;
        return new Dense(block, bins, values, least);
    }

    private static long[] keys(Block block, int n) {
        long[] keys = new long[n];
        if (Keys.areLong(block.dtype())) {
            Keys.load(block, 0, keys, 0, n);
        } else {
            int[] narrow = new int[n];
            Keys.load(block, 0, narrow, 0, n);
            Arrays.setAll(keys, i -> narrow[i]);
        }
        return keys;
    }

    private void restore(Block result, Block out, Arena arena) {
        int n = Math.toIntExact(result.voxels());
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            int dense = result.data().getAtIndex(ValueLayout.JAVA_INT, i);
            keys[i] = values == null ? dense + least : values[dense];
        }
        Block restored = Block.zeros(out.dtype(), result.region(), arena);
        if (Keys.areLong(out.dtype())) {
            Keys.store(keys, 0, restored, 0, n);
        } else {
            int[] narrow = new int[n];
            Arrays.setAll(narrow, i -> (int) keys[i]);
            Keys.store(narrow, 0, restored, 0, n);
        }
        restored.copyTo(out, result.region());
    }
}
