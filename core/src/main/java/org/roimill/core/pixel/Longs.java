package org.roimill.core.pixel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/** Voxels of any integer type to longs and back, exactly; {@code u64} as its bits. Loops as in {@link Doubles}. */
final class Longs {
    private Longs() {}

    static void load(Block from, long i, long[] to, int n) {
        MemorySegment s = from.data();
        switch (from.dtype()) {
            case BOOL, U8 -> loadU8(s, i, to, n);
            case I8 -> loadI8(s, i, to, n);
            case U16 -> loadU16(s, i, to, n);
            case I16 -> loadI16(s, i, to, n);
            case U32 -> loadU32(s, i, to, n);
            case I32 -> loadI32(s, i, to, n);
            case U64, I64 -> MemorySegment.copy(s, JAVA_LONG, i * Long.BYTES, to, 0, n);
            case F16, F32, F64 -> throw new IllegalStateException("longs of " + from.dtype());
        }
    }

    private static void loadU8(MemorySegment s, long i, long[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = s.getAtIndex(JAVA_BYTE, i + k) & 0xFF;
        }
    }

    private static void loadI8(MemorySegment s, long i, long[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = s.getAtIndex(JAVA_BYTE, i + k);
        }
    }

    private static void loadU16(MemorySegment s, long i, long[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = s.getAtIndex(JAVA_SHORT, i + k) & 0xFFFF;
        }
    }

    private static void loadI16(MemorySegment s, long i, long[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = s.getAtIndex(JAVA_SHORT, i + k);
        }
    }

    private static void loadU32(MemorySegment s, long i, long[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = s.getAtIndex(JAVA_INT, i + k) & 0xFFFFFFFFL;
        }
    }

    private static void loadI32(MemorySegment s, long i, long[] to, int n) {
        for (int k = 0; k < n; k++) {
            to[k] = s.getAtIndex(JAVA_INT, i + k);
        }
    }

    /** What {@link Rounding#clamp} does, to each of them. */
    static void clamp(long[] values, int n, boolean unsigned64, DType type) {
        if (unsigned64) {
            if (type != DType.U64) {
                clampUnsigned(values, n, Rounding.most(type));
            }
        } else {
            clampSigned(values, n, Rounding.least(type), Rounding.most(type));
        }
    }

    private static void clampUnsigned(long[] values, int n, long most) {
        for (int k = 0; k < n; k++) {
            values[k] = values[k] < 0 ? most : Math.min(most, values[k]);
        }
    }

    private static void clampSigned(long[] values, int n, long least, long most) {
        for (int k = 0; k < n; k++) {
            values[k] = Math.max(least, Math.min(most, values[k]));
        }
    }

    /** The low bits of each. */
    static void store(long[] from, Block to, long i, int n) {
        MemorySegment s = to.data();
        switch (to.dtype().bytes()) {
            case 1 -> storeBytes(from, s, i, n);
            case 2 -> storeShorts(from, s, i, n);
            case 4 -> storeInts(from, s, i, n);
            default -> MemorySegment.copy(from, 0, s, JAVA_LONG, i * Long.BYTES, n);
        }
    }

    private static void storeBytes(long[] from, MemorySegment s, long i, int n) {
        for (int k = 0; k < n; k++) {
            s.setAtIndex(JAVA_BYTE, i + k, (byte) from[k]);
        }
    }

    private static void storeShorts(long[] from, MemorySegment s, long i, int n) {
        for (int k = 0; k < n; k++) {
            s.setAtIndex(JAVA_SHORT, i + k, (short) from[k]);
        }
    }

    private static void storeInts(long[] from, MemorySegment s, long i, int n) {
        for (int k = 0; k < n; k++) {
            s.setAtIndex(JAVA_INT, i + k, (int) from[k]);
        }
    }

    /** To {@code f32} in one rounding, which a double on the way would make two. */
    static void storeFloats(long[] from, boolean unsigned64, Block to, long i, int n) {
        MemorySegment s = to.data();
        for (int k = 0; k < n; k++) {
            float f = unsigned64 ? Rounding.unsignedToFloat(from[k]) : (float) from[k];
            s.setAtIndex(JAVA_FLOAT, i + k, f);
        }
    }
}
