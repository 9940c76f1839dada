package org.roimill.processors.filters;

import java.lang.foreign.Arena;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.order.Keys;

/** Voxel by voxel the greater of two, exactly in every type; NaN wins over every number. For one thread. */
final class Greatest {
    private static final int CHUNK = 2048;

    private final int[] mine = new int[CHUNK];
    private final int[] other = new int[CHUNK];
    private final long[] mineWide = new long[CHUNK];
    private final long[] otherWide = new long[CHUNK];

    /** Raises {@code n} voxels of {@code into} to those of {@code from}, whose type the other type holds. */
    void raise(Block into, long i, Block from, long j, long n) {
        if (into.dtype() == from.dtype()) {
            same(into, i, from, j, n);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            Block converted = Block.zeros(into.dtype(), Region.ofShape(CHUNK), arena);
            for (long k = 0; k < n; k += CHUNK) {
                long count = Math.min(CHUNK, n - k);
                Convert.copy(part(from, j + k, count), part(converted, 0, count));
                same(into, i + k, converted, 0, count);
            }
        }
    }

    private static Block part(Block block, long i, long n) {
        int width = block.dtype().bytes();
        return Block.over(block.dtype(), Region.ofShape(n), block.data().asSlice(i * width, n * width));
    }

    private void same(Block into, long i, Block from, long j, long n) {
        for (long k = 0; k < n; k += CHUNK) {
            int count = (int) Math.min(CHUNK, n - k);
            if (Keys.areLong(into.dtype())) {
                Keys.load(into, i + k, mineWide, 0, count);
                Keys.load(from, j + k, otherWide, 0, count);
                raise(mineWide, otherWide, count);
                Keys.store(mineWide, 0, into, i + k, count);
            } else {
                Keys.load(into, i + k, mine, 0, count);
                Keys.load(from, j + k, other, 0, count);
                raise(mine, other, count);
                Keys.store(mine, 0, into, i + k, count);
            }
        }
    }

    private static void raise(int[] into, int[] from, int n) {
        for (int k = 0; k < n; k++) {
            into[k] = Math.max(into[k], from[k]);
        }
    }

    private static void raise(long[] into, long[] from, int n) {
        for (int k = 0; k < n; k++) {
            into[k] = Math.max(into[k], from[k]);
        }
    }

    /** The smallest type that holds all values of the others; null if there is none. */
    static DType holding(Iterable<DType> types) {
        for (DType wide : DType.values()) {
            boolean holds = wide == wide.made();
            for (DType type : types) {
                holds &= wide.holds(type);
            }
            if (holds) {
                return wide;
            }
        }
        return null;
    }
}
