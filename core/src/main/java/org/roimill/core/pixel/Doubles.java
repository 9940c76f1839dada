package org.roimill.core.pixel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/**
 * Voxels of any type to doubles and back. Each loop has a method of its own: the compiler vectorises small methods, and
 * gives up on a large one that holds them all.
 */
final class Doubles {
    private Doubles() {}

    static void load(Block from, long i, double[] to, int n) {
        MemorySegment s = from.data();
        switch (from.dtype()) {
            case BOOL, U8 -> loadU8(s, i, to, n);
            case I8 -> loadI8(s, i, to, n);
            case U16 -> loadU16(s, i, to, n);
            case I16 -> loadI16(s, i, to, n);
            case U32 -> loadU32(s, i, to, n);
            case I32 -> loadI32(s, i, to, n);
            case U64 -> loadU64(s, i, to, n);
            case I64 -> loadI64(s, i, to, n);
            case F16 -> loadF16(s, i, to, n);
            case F32 -> loadF32(s, i, to, n);
            case F64 -> MemorySegment.copy(s, JAVA_DOUBLE, i * Double.BYTES, to, 0, n);
        }
    }

    private static void loadU8(MemorySegment s, long i, double[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = s.getAtIndex(JAVA_BYTE, i + k) & 0xFF;
        }
    }

    private static void loadI8(MemorySegment s, long i, double[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = s.getAtIndex(JAVA_BYTE, i + k);
        }
    }

    private static void loadU16(MemorySegment s, long i, double[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = s.getAtIndex(JAVA_SHORT, i + k) & 0xFFFF;
        }
    }

    private static void loadI16(MemorySegment s, long i, double[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = s.getAtIndex(JAVA_SHORT, i + k);
        }
    }

    private static void loadU32(MemorySegment s, long i, double[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = s.getAtIndex(JAVA_INT, i + k) & 0xFFFFFFFFL;
        }
    }

    private static void loadI32(MemorySegment s, long i, double[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = s.getAtIndex(JAVA_INT, i + k);
        }
    }

    private static void loadU64(MemorySegment s, long i, double[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = Rounding.unsignedToDouble(s.getAtIndex(JAVA_LONG, i + k));
        }
    }

    private static void loadI64(MemorySegment s, long i, double[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = s.getAtIndex(JAVA_LONG, i + k);
        }
    }

    private static void loadF16(MemorySegment s, long i, double[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = Float.float16ToFloat(s.getAtIndex(JAVA_SHORT, i + k));
        }
    }

    private static void loadF32(MemorySegment s, long i, double[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = s.getAtIndex(JAVA_FLOAT, i + k);
        }
    }

    /** By the rules of {@link Rounding}. */
    static void store(double[] from, Block to, long i, int n) {
        MemorySegment s = to.data();
        double min = to.dtype().min();
        double max = to.dtype().max();
        switch (to.dtype()) {
            case BOOL, U8, I8 -> storeBytes(from, s, i, n, min, max);
            case U16, I16 -> storeShorts(from, s, i, n, min, max);
            case U32, I32 -> storeInts(from, s, i, n, min, max);
            case U64 -> storeU64(from, s, i, n);
            case I64 -> storeI64(from, s, i, n);
            case F16 -> storeF16(from, s, i, n);
            case F32 -> storeF32(from, s, i, n);
            case F64 -> MemorySegment.copy(from, 0, s, JAVA_DOUBLE, i * Double.BYTES, n);
        }
    }

    // Casts of NaN give zero, as the rules want it.

    private static void storeBytes(double[] from, MemorySegment s, long i, int n, double min, double max) {
        for (int k = 0; k < n; k++) {
            s.setAtIndex(JAVA_BYTE, i + k, (byte) (int) Math.max(min, Math.min(max, Math.rint(from[k]))));
        }
    }

    private static void storeShorts(double[] from, MemorySegment s, long i, int n, double min, double max) {
        for (int k = 0; k < n; k++) {
            s.setAtIndex(JAVA_SHORT, i + k, (short) (int) Math.max(min, Math.min(max, Math.rint(from[k]))));
        }
    }

    private static void storeInts(double[] from, MemorySegment s, long i, int n, double min, double max) {
        for (int k = 0; k < n; k++) {
            s.setAtIndex(JAVA_INT, i + k, (int) (long) Math.max(min, Math.min(max, Math.rint(from[k]))));
        }
    }

    private static void storeU64(double[] from, MemorySegment s, long i, int n) {
        for (int k = 0; k < n; k++) {
            s.setAtIndex(JAVA_LONG, i + k, Rounding.toInteger(from[k], DType.U64));
        }
    }

    private static void storeI64(double[] from, MemorySegment s, long i, int n) {
        for (int k = 0; k < n; k++) {
            s.setAtIndex(JAVA_LONG, i + k, (long) Math.rint(from[k]));
        }
    }

    private static void storeF16(double[] from, MemorySegment s, long i, int n) {
        for (int k = 0; k < n; k++) {
            s.setAtIndex(JAVA_SHORT, i + k, Rounding.toHalf(from[k]));
        }
    }

    private static void storeF32(double[] from, MemorySegment s, long i, int n) {
        for (int k = 0; k < n; k++) {
            s.setAtIndex(JAVA_FLOAT, i + k, (float) from[k]);
        }
    }
}
