package org.roimill.core.pixel;

/**
 * The one place that says what becomes of a number that does not fit: to the nearest integer, halves to the even one;
 * then to the nearest value that the type holds; NaN becomes zero. Nothing wraps.
 */
public final class Rounding {
    private static final double TWO_63 = 0x1p63;

    private Rounding() {}

    /** The bits to store for {@code value} in an integer type. */
    public static long toInteger(double value, DType type) {
        double rounded = Math.rint(value);
        if (type == DType.U64) {
            return doubleToUnsigned(rounded);
        }
        if (type == DType.I64) {
            return (long) rounded;
        }
        return (long) Math.max(type.min(), Math.min(type.max(), rounded));
    }

    /** The nearest value of an integer type to an exact 64-bit integer. */
    public static long clamp(long value, boolean unsigned64, DType type) {
        if (unsigned64) {
            return type == DType.U64 ? value : value < 0 ? most(type) : Math.min(most(type), value);
        }
        return Math.max(least(type), Math.min(most(type), value));
    }

    /** The smallest value of an integer type. */
    static long least(DType type) {
        return (long) type.min();
    }

    /** The largest value of an integer type that a long can be. */
    static long most(DType type) {
        return (long) type.max();
    }

    static double unsignedToDouble(long bits) {
        // Halving keeps the last bit sticky, so that the one rounding that happens is the right one.
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    static float unsignedToFloat(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0f;
    }

    /** The bits of the nearest {@code f16}, in one rounding. */
    static short toHalf(double value) {
        float f = (float) value;
        if (f != value && Float.isFinite(f)) {
            // Rounded to odd, a float still tells on which side of a half the double was.
            float towardsZero = Math.abs(f) > Math.abs(value) ? (f > 0 ? Math.nextDown(f) : Math.nextUp(f)) : f;
            f = Float.intBitsToFloat(Float.floatToRawIntBits(towardsZero) | 1);
        }
        return Float.floatToFloat16(f);
    }

    private static long doubleToUnsigned(double rounded) {
        if (!(rounded > 0)) {
            return 0;
        }
        if (rounded < TWO_63) {
            return (long) rounded;
        }
        return rounded >= 2 * TWO_63 ? -1L : (long) (rounded - TWO_63) | Long.MIN_VALUE;
    }
}
