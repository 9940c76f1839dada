package org.roimill.kernels.instanseg;

/** The logistic function, in plain arithmetic so that it is the same on every machine. */
final class Sigmoid {
    private static final double LOG2_E = 1.4426950408889634;
    private static final double LN2_HIGH = 0.6931471803691238;
    private static final double LN2_LOW = 1.9082149292705877e-10;
    private static final double LARGEST = 700;
    private static final double[] INVERSE_FACTORIAL = new double[11];

    static {
        INVERSE_FACTORIAL[0] = 1;
        for (int n = 1; n < INVERSE_FACTORIAL.length; n++) {
            INVERSE_FACTORIAL[n] = INVERSE_FACTORIAL[n - 1] / n;
        }
    }

    private Sigmoid() {}

    /**
     * In single precision after the exponential, as torch has it: where it is close to one, many logits give the same
     * probability, and of those the first object wins.
     */
    static float of(float x) {
        return 1 / (1 + (float) exp(-(double) x));
    }

    /** 2^k times the Taylor polynomial of what is left, which is at most ln 2 / 2: an error below 1e-12. */
    private static double exp(double x) {
        double z = Math.max(-LARGEST, Math.min(LARGEST, x));
        double k = Math.rint(z * LOG2_E);
        double r = z - k * LN2_HIGH - k * LN2_LOW;
        double sum = INVERSE_FACTORIAL[10];
        for (int n = 9; n >= 0; n--) {
            sum = sum * r + INVERSE_FACTORIAL[n];
        }
        return sum * Double.longBitsToDouble(((long) k + 1023) << 52);
    }

    /** The least logit whose probability reaches {@code p}, so that probabilities need not be computed to compare. */
    static float logitOf(float p) {
        int low = ordered(-100);
        int high = ordered(100);
        while (low < high) {
            int middle = (int) Math.floorDiv((long) low + high, 2L);
            if (of(value(middle)) >= p) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return value(low);
    }

    /** Integers in the order of the floats; an involution. */
    private static int ordered(float x) {
        int bits = Float.floatToRawIntBits(x);
        return bits ^ ((bits >> 31) & 0x7FFFFFFF);
    }

    private static float value(int ordered) {
        return Float.intBitsToFloat(ordered ^ ((ordered >> 31) & 0x7FFFFFFF));
    }
}
