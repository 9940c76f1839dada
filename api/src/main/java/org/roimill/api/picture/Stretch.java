package org.roimill.api.picture;

import java.util.Arrays;

/** The values that become dark and bright. */
record Stretch(double low, double high) {
    private static final double LOW = 0.005;
    private static final double HIGH = 0.998;

    /** From the low to the high percentile of what is a number. */
    static Stretch of(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) {
            return new Stretch(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        }
        double low = sorted[(int) (LOW * (sorted.length - 1))];
        double high = sorted[(int) (HIGH * (sorted.length - 1))];
        // Nearly empty: whatever stands out of it is all there is to see.
        return new Stretch(low, high > low ? high : sorted[sorted.length - 1]);
    }

    /** One for two pictures, so that equal values look equal. */
    Stretch and(Stretch other) {
        return new Stretch(Math.min(low, other.low), Math.max(high, other.high));
    }

    /** From 0 to 1. What is no number is dark. */
    double of(double value) {
        double range = high > low ? high - low : 1;
        double light = (value - low) / range;
        return Double.isNaN(light) ? 0 : Math.clamp(light, 0.0, 1.0);
    }
}
