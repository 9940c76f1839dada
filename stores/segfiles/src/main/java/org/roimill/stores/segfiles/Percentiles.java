package org.roimill.stores.segfiles;

/**
 * The first and the 99th percentile of a stream of floats, linear between neighbours as in NumPy: exact, in two passes
 * and constant memory. NaN does not count.
 *
 * @param low the 1st percentile
 * @param high the 99th
 */
record Percentiles(float low, float high) {
    private static final int BINS = 1 << 16;
    /** Less contrast than this is none. */
    private static final double FLAT = 1e-3;

    /** Goes through all values, any number of times. */
    @FunctionalInterface
    interface Values {
        void each(Sink sink);
    }

    @FunctionalInterface
    interface Sink {
        void take(float value);
    }

    static Percentiles of(Values values) {
        long[] coarse = new long[BINS];
        values.each(v -> {
            if (!Float.isNaN(v)) {
                coarse[order(v) >>> 16]++;
            }
        });
        long n = 0;
        for (long count : coarse) {
            n += count;
        }
        if (n == 0) {
            return new Percentiles(0, 0);
        }
        double[] places = {0.01 * (n - 1), 0.99 * (n - 1)};
        long[] ranks = new long[4];
        for (int i = 0; i < 4; i++) {
            ranks[i] = Math.min(n - 1, (long) places[i / 2] + i % 2);
        }
        float[] found = find(values, coarse, ranks);
        return new Percentiles(between(found[0], found[1], places[0]), between(found[2], found[3], places[1]));
    }

    private static float between(float a, float b, double place) {
        return (float) (a + ((double) b - a) * (place - Math.floor(place)));
    }

    private static float[] find(Values values, long[] coarse, long[] ranks) {
        int[] bins = new int[ranks.length];
        long[] left = new long[ranks.length];
        long[][] fine = new long[ranks.length][BINS];
        for (int r = 0; r < ranks.length; r++) {
            left[r] = take(coarse, ranks[r], bins, r);
        }
        values.each(v -> {
            int bits = order(v);
            for (int r = 0; r < bins.length; r++) {
                if (bits >>> 16 == bins[r] && !Float.isNaN(v)) {
                    fine[r][bits & 0xFFFF]++;
                }
            }
        });
        float[] found = new float[ranks.length];
        int[] low = new int[ranks.length];
        for (int r = 0; r < ranks.length; r++) {
            take(fine[r], left[r], low, r);
            found[r] = value(bins[r] << 16 | low[r]);
        }
        return found;
    }

    /** Sets the bin of that rank; gives its rank within the bin. */
    private static long take(long[] counts, long rank, int[] bins, int at) {
        long left = rank;
        int bin = 0;
        while (left >= counts[bin]) {
            left -= counts[bin++];
        }
        bins[at] = bin;
        return left;
    }

    /** Bits that, unsigned, are in the order of the values. */
    private static int order(float v) {
        int bits = Float.floatToRawIntBits(v);
        return bits < 0 ? ~bits : bits | Integer.MIN_VALUE;
    }

    private static float value(int order) {
        return Float.intBitsToFloat(order < 0 ? order & Integer.MAX_VALUE : ~order);
    }

    /** Zero at the low one and one at the high one, cut off beyond; zero where there is no contrast. */
    float stretch(float v) {
        return high - low < FLAT || Float.isNaN(v) ? 0 : Math.clamp((v - low) / (high - low), 0f, 1f);
    }
}
