package org.roimill.core.pixel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Turns a block into another type by the rules of {@link Rounding}. Runs through a small buffer in two steps, load and
 * store, so that there are as many loops as types and not as many as pairs of types, and each of them is plain enough
 * for the compiler to vectorise.
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
        } else if (from.dtype().isFloating() || to.dtype().isFloating()) {
            throughDoubles(from, to);
        } else {
            throughLongs(from, to);
        }
    }

    private static void throughDoubles(Block from, Block to) {
        double[] buffer = new double[CHUNK];
        long n = from.voxels();
        for (long i = 0; i < n; i += CHUNK) {
            int count = (int) Math.min(CHUNK, n - i);
            load(from, i, buffer, count);
            store(buffer, to, i, count);
        }
    }

    private static void throughLongs(Block from, Block to) {
        long[] buffer = new long[CHUNK];
        boolean unsigned64 = from.dtype() == DType.U64;
        boolean fits = to.dtype().holds(from.dtype());
        long n = from.voxels();
        for (long i = 0; i < n; i += CHUNK) {
            int count = (int) Math.min(CHUNK, n - i);
            load(from, i, buffer, count);
            if (!fits) {
                for (int k = 0; k < count; k++) {
                    buffer[k] = Rounding.clamp(buffer[k], unsigned64, to.dtype());
                }
            }
            store(buffer, to, i, count);
        }
    }

    /** Reads {@code count} voxels from voxel {@code i} on as doubles. */
    public static void load(Block from, long i, double[] buffer, int count) {
        MemorySegment s = from.data();
        switch (from.dtype()) {
            case BOOL, U8 -> {
                for (int k = 0; k < count; k++) {
                    buffer[k] = s.getAtIndex(ValueLayout.JAVA_BYTE, i + k) & 0xFF;
                }
            }
            case I8 -> {
                for (int k = 0; k < count; k++) {
                    buffer[k] = s.getAtIndex(ValueLayout.JAVA_BYTE, i + k);
                }
            }
            case U16 -> {
                for (int k = 0; k < count; k++) {
                    buffer[k] = s.getAtIndex(ValueLayout.JAVA_SHORT, i + k) & 0xFFFF;
                }
            }
            case I16 -> {
                for (int k = 0; k < count; k++) {
                    buffer[k] = s.getAtIndex(ValueLayout.JAVA_SHORT, i + k);
                }
            }
            case U32 -> {
                for (int k = 0; k < count; k++) {
                    buffer[k] = s.getAtIndex(ValueLayout.JAVA_INT, i + k) & 0xFFFFFFFFL;
                }
            }
            case I32 -> {
                for (int k = 0; k < count; k++) {
                    buffer[k] = s.getAtIndex(ValueLayout.JAVA_INT, i + k);
                }
            }
            case F32 -> {
                for (int k = 0; k < count; k++) {
                    buffer[k] = s.getAtIndex(ValueLayout.JAVA_FLOAT, i + k);
                }
            }
            case F64 -> MemorySegment.copy(s, ValueLayout.JAVA_DOUBLE, i * Double.BYTES, buffer, 0, count);
            case U64, I64, F16 -> {
                for (int k = 0; k < count; k++) {
                    buffer[k] = from.get(i + k);
                }
            }
        }
    }

    /** Reads {@code count} integer voxels from voxel {@code i} on, exactly. */
    public static void load(Block from, long i, long[] buffer, int count) {
        for (int k = 0; k < count; k++) {
            buffer[k] = from.getLong(i + k);
        }
    }

    /** Stores {@code count} numbers from voxel {@code i} on, rounded and clamped. */
    public static void store(double[] buffer, Block to, long i, int count) {
        MemorySegment s = to.data();
        switch (to.dtype()) {
            case F64 -> MemorySegment.copy(buffer, 0, s, ValueLayout.JAVA_DOUBLE, i * Double.BYTES, count);
            case F32 -> {
                for (int k = 0; k < count; k++) {
                    s.setAtIndex(ValueLayout.JAVA_FLOAT, i + k, (float) buffer[k]);
                }
            }
            case BOOL, U8, I8 -> {
                double min = to.dtype().min();
                double max = to.dtype().max();
                for (int k = 0; k < count; k++) {
                    s.setAtIndex(ValueLayout.JAVA_BYTE, i + k, (byte)
                            (int) Math.max(min, Math.min(max, Math.rint(buffer[k]))));
                }
            }
            case U16, I16 -> {
                double min = to.dtype().min();
                double max = to.dtype().max();
                for (int k = 0; k < count; k++) {
                    s.setAtIndex(ValueLayout.JAVA_SHORT, i + k, (short)
                            (int) Math.max(min, Math.min(max, Math.rint(buffer[k]))));
                }
            }
            default -> {
                for (int k = 0; k < count; k++) {
                    to.set(i + k, buffer[k]);
                }
            }
        }
    }

    private static void store(long[] buffer, Block to, long i, int count) {
        for (int k = 0; k < count; k++) {
            to.setLong(i + k, buffer[k]);
        }
    }
}
