package org.roimill.core.pixel;

import java.util.Locale;

/**
 * The type of a voxel. In memory all are little-endian on little-endian machines, that is, in native order; {@code BOOL}
 * is one byte, zero or one. {@code F16} and {@code BOOL} are read, and never made by a processor.
 */
public enum DType {
    BOOL(1, false, 0, 1),
    U8(1, false, 0, 0xFF),
    I8(1, false, Byte.MIN_VALUE, Byte.MAX_VALUE),
    U16(2, false, 0, 0xFFFF),
    I16(2, false, Short.MIN_VALUE, Short.MAX_VALUE),
    U32(4, false, 0, 0xFFFFFFFFL),
    I32(4, false, Integer.MIN_VALUE, Integer.MAX_VALUE),
    U64(8, false, 0, 0x1p64),
    I64(8, false, Long.MIN_VALUE, Long.MAX_VALUE),
    F16(2, true, -65504, 65504),
    F32(4, true, -Float.MAX_VALUE, Float.MAX_VALUE),
    F64(8, true, -Double.MAX_VALUE, Double.MAX_VALUE);

    private final int bytes;
    private final boolean floating;
    private final double min;
    private final double max;

    DType(int bytes, boolean floating, double min, double max) {
        this.bytes = bytes;
        this.floating = floating;
        this.min = min;
        this.max = max;
    }

    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return floating;
    }

    public boolean isInteger() {
        return !floating;
    }

    public boolean isUnsigned() {
        return !floating && min == 0;
    }

    /** The smallest value it holds, as a double. */
    public double min() {
        return min;
    }

    /** The largest value it holds, as a double; for the two 64-bit types rounded up to a power of two. */
    public double max() {
        return max;
    }

    /** True if every value of {@code other} is a value of this. */
    public boolean holds(DType other) {
        if (this == other || (this == F64 && other.bytes < 8)) {
            return true;
        }
        if (floating) {
            int digits = this == F32 ? 24 : this == F16 ? 11 : 53;
            return other.floating ? other.bytes <= bytes : other.bytes * 8 - (other.isUnsigned() ? 0 : 1) <= digits;
        }
        return !other.floating && min <= other.min && (max >= other.max) && !(this == I64 && other == U64);
    }

    /** This type, or for those two that no processor makes the next that holds them. */
    public DType made() {
        return this == BOOL ? U8 : this == F16 ? F32 : this;
    }

    /** The short lower-case name, for example {@code u16}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its short name; null if there is none. */
    public static DType find(String name) {
        for (DType t : values()) {
            if (t.toString().equals(name)) {
                return t;
            }
        }
        return null;
    }
}
