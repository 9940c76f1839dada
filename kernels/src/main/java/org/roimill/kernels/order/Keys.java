package org.roimill.kernels.order;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;

/**
 * Turns voxels into signed integers of the same order and back: {@code int} for types of up to 32 bits, {@code long}
 * for the others. NaN becomes the largest key, as NumPy sorts it, and comes back as NaN; minus zero comes before zero.
 */
public final class Keys {
    private static final int FLOAT_INFINITY = 0x7F800000;
    private static final int HALF_INFINITY = 0x7C00;
    private static final long DOUBLE_INFINITY = 0x7FF0000000000000L;

    private Keys() {}

    /** True where the keys of a type are {@code long}. */
    public static boolean areLong(DType type) {
        return type.bytes() == Long.BYTES;
    }

    /** The smallest key that a type can have; the largest is this plus all of its values. */
    public static long least(DType type) {
        return switch (type) {
            case BOOL, U8, U16 -> 0;
            case I8 -> Byte.MIN_VALUE;
            case I16, F16 -> Short.MIN_VALUE;
            case U32, I32, F32 -> Integer.MIN_VALUE;
            case U64, I64, F64 -> Long.MIN_VALUE;
        };
    }

    /** The key of NaN; for integers, which have none, the largest key. */
    public static long largest(DType type) {
        return switch (type) {
            case BOOL, U8 -> 0xFF;
            case U16 -> 0xFFFF;
            case I8 -> Byte.MAX_VALUE;
            case I16, F16 -> Short.MAX_VALUE;
            case U32, I32, F32 -> Integer.MAX_VALUE;
            case U64, I64, F64 -> Long.MAX_VALUE;
        };
    }

    /** The keys of {@code n} voxels from voxel {@code i} on, of a type of up to 32 bits. */
    public static void load(Block from, long i, int[] to, int at, int n) {
        MemorySegment s = from.data();
        switch (from.dtype()) {
            case BOOL, U8 -> {
                for (int k = 0; k < n; k++) {
                    to[at + k] = s.getAtIndex(ValueLayout.JAVA_BYTE, i + k) & 0xFF;
                }
            }
            case I8 -> {
                for (int k = 0; k < n; k++) {
                    to[at + k] = s.getAtIndex(ValueLayout.JAVA_BYTE, i + k);
                }
            }
            case U16 -> {
                for (int k = 0; k < n; k++) {
                    to[at + k] = s.getAtIndex(ValueLayout.JAVA_SHORT, i + k) & 0xFFFF;
                }
            }
            case I16 -> {
                for (int k = 0; k < n; k++) {
                    to[at + k] = s.getAtIndex(ValueLayout.JAVA_SHORT, i + k);
                }
            }
            case F16 -> {
                for (int k = 0; k < n; k++) {
                    to[at + k] = halfKey(s.getAtIndex(ValueLayout.JAVA_SHORT, i + k));
                }
            }
            case U32 -> {
                for (int k = 0; k < n; k++) {
                    to[at + k] = s.getAtIndex(ValueLayout.JAVA_INT, i + k) ^ Integer.MIN_VALUE;
                }
            }
            case I32 -> MemorySegment.copy(s, ValueLayout.JAVA_INT, i * Integer.BYTES, to, at, n);
            case F32 -> {
                for (int k = 0; k < n; k++) {
                    to[at + k] = floatKey(s.getAtIndex(ValueLayout.JAVA_INT, i + k));
                }
            }
            case U64, I64, F64 -> throw new IllegalArgumentException("int keys of " + from.dtype());
        }
    }

    /** The keys of {@code n} voxels from voxel {@code i} on, of a type of 64 bits. */
    public static void load(Block from, long i, long[] to, int at, int n) {
        MemorySegment s = from.data();
        switch (from.dtype()) {
            case U64 -> {
                for (int k = 0; k < n; k++) {
                    to[at + k] = s.getAtIndex(ValueLayout.JAVA_LONG, i + k) ^ Long.MIN_VALUE;
                }
            }
            case I64 -> MemorySegment.copy(s, ValueLayout.JAVA_LONG, i * Long.BYTES, to, at, n);
            case F64 -> {
                for (int k = 0; k < n; k++) {
                    to[at + k] = doubleKey(s.getAtIndex(ValueLayout.JAVA_LONG, i + k));
                }
            }
            default -> throw new IllegalArgumentException("long keys of " + from.dtype());
        }
    }

    /** Writes the values of {@code n} keys from voxel {@code i} on. */
    public static void store(int[] from, int at, Block to, long i, int n) {
        MemorySegment s = to.data();
        switch (to.dtype()) {
            case BOOL, U8, I8 -> {
                for (int k = 0; k < n; k++) {
                    s.setAtIndex(ValueLayout.JAVA_BYTE, i + k, (byte) from[at + k]);
                }
            }
            case U16, I16 -> {
                for (int k = 0; k < n; k++) {
                    s.setAtIndex(ValueLayout.JAVA_SHORT, i + k, (short) from[at + k]);
                }
            }
            case F16 -> {
                for (int k = 0; k < n; k++) {
                    s.setAtIndex(
                            ValueLayout.JAVA_SHORT, i + k, (short) (from[at + k] ^ ((from[at + k] >> 31) & 0x7FFF)));
                }
            }
            case U32 -> {
                for (int k = 0; k < n; k++) {
                    s.setAtIndex(ValueLayout.JAVA_INT, i + k, from[at + k] ^ Integer.MIN_VALUE);
                }
            }
            case I32 -> MemorySegment.copy(from, at, s, ValueLayout.JAVA_INT, i * Integer.BYTES, n);
            case F32 -> {
                for (int k = 0; k < n; k++) {
                    s.setAtIndex(ValueLayout.JAVA_INT, i + k, from[at + k] ^ ((from[at + k] >> 31) & 0x7FFFFFFF));
                }
            }
            case U64, I64, F64 -> throw new IllegalArgumentException("int keys of " + to.dtype());
        }
    }

    /** Writes the values of {@code n} keys from voxel {@code i} on. */
    public static void store(long[] from, int at, Block to, long i, int n) {
        MemorySegment s = to.data();
        for (int k = 0; k < n; k++) {
            s.setAtIndex(ValueLayout.JAVA_LONG, i + k, bits(to.dtype(), from[at + k]));
        }
    }

    /** The value of a key as a double, which for 64-bit integers loses the last bits. */
    public static double value(DType type, long key) {
        return switch (type) {
            case BOOL, U8, I8, U16, I16, I32, I64 -> key;
            case U32 -> key - Integer.MIN_VALUE;
            case U64 -> {
                long bits = key ^ Long.MIN_VALUE;
                yield bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
            }
            case F16 -> Float.float16ToFloat((short) ((int) key ^ (((int) key >> 31) & 0x7FFF)));
            case F32 -> Float.intBitsToFloat((int) key ^ (((int) key >> 31) & 0x7FFFFFFF));
            case F64 -> Double.longBitsToDouble(bits(type, key));
        };
    }

    private static long bits(DType type, long key) {
        return switch (type) {
            case U64 -> key ^ Long.MIN_VALUE;
            case F64 -> key ^ ((key >> 63) & Long.MAX_VALUE);
            default -> key;
        };
    }

    private static int halfKey(short bits) {
        int b = bits;
        return (b & 0x7FFF) > HALF_INFINITY ? Short.MAX_VALUE : b ^ ((b >> 31) & 0x7FFF);
    }

    private static int floatKey(int b) {
        return (b & 0x7FFFFFFF) > FLOAT_INFINITY ? Integer.MAX_VALUE : b ^ ((b >> 31) & 0x7FFFFFFF);
    }

    private static long doubleKey(long b) {
        return (b & Long.MAX_VALUE) > DOUBLE_INFINITY ? Long.MAX_VALUE : b ^ ((b >> 63) & Long.MAX_VALUE);
    }
}
