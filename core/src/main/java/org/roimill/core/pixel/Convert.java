package org.roimill.core.pixel;

import java.lang.foreign.MemorySegment;

/**
 * Turns a block into another type by the rules of {@link Rounding}. Runs through a small buffer in two steps, load and
 * store, so that there are as many loops as types and not as many as pairs of types.
 */
public final class Convert {
    private static final int CHUNK = 2048;

    private Convert() {}

    /** Copies every voxel into {@code to}, which has the same number of voxels; they are paired in C order. */
    public static void copy(Block from, Block to) {
        if (from.voxels() != to.voxels()) {
            throw new IllegalArgumentException("convert " + from + " into " + to + ": not the same number of voxels");
        }
        if (from.dtype() == to.dtype()) {
            MemorySegment.copy(from.data(), 0, to.data(), 0, from.bytes());
        } else if (from.dtype().isInteger() && (to.dtype().isInteger() || isRoundedTwice(from.dtype(), to.dtype()))) {
            throughLongs(from, to);
        } else {
            throughDoubles(from, to);
        }
    }

    /** Whether a double between the two types rounds first. */
    private static boolean isRoundedTwice(DType from, DType to) {
        return from.bytes() == Long.BYTES && to == DType.F32;
    }

    private static void throughDoubles(Block from, Block to) {
        double[] buffer = new double[CHUNK];
        long n = from.voxels();
        for (long i = 0; i < n; i += CHUNK) {
            int count = (int) Math.min(CHUNK, n - i);
            Doubles.load(from, i, buffer, count);
            Doubles.store(buffer, to, i, count);
        }
    }

    private static void throughLongs(Block from, Block to) {
        long[] buffer = new long[CHUNK];
        boolean unsigned64 = from.dtype() == DType.U64;
        boolean fits = to.dtype().holds(from.dtype());
        long n = from.voxels();
        for (long i = 0; i < n; i += CHUNK) {
            int count = (int) Math.min(CHUNK, n - i);
            Longs.load(from, i, buffer, count);
            if (to.dtype() == DType.F32) {
                Longs.storeFloats(buffer, unsigned64, to, i, count);
                continue;
            }
            if (!fits) {
                Longs.clamp(buffer, count, unsigned64, to.dtype());
            }
            Longs.store(buffer, to, i, count);
        }
    }

    /** Reads {@code count} voxels from voxel {@code i} on as doubles; 64-bit integers lose their last bits. */
    public static void load(Block from, long i, double[] buffer, int count) {
        Doubles.load(from, i, buffer, count);
    }

    /** Reads {@code count} integer voxels from voxel {@code i} on, exactly; {@code u64} as its bits. */
    public static void load(Block from, long i, long[] buffer, int count) {
        Longs.load(from, i, buffer, count);
    }

    /** Stores {@code count} numbers from voxel {@code i} on, rounded and clamped. */
    public static void store(double[] buffer, Block to, long i, int count) {
        Doubles.store(buffer, to, i, count);
    }
}
