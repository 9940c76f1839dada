package org.roimill.kernels.separable;

import java.util.Arrays;

/**
 * The weights along one axis: voxel {@code i} of the result is the sum of a run of input voxels, each by its weight.
 * Immutable.
 */
public final class Taps {
    private final double[] same;
    private final int origin;
    private final long start;
    private final long[] firsts;
    private final double[][] weights;

    private Taps(double[] same, int origin, long start, long[] firsts, double[][] weights) {
        this.same = same;
        this.origin = origin;
        this.start = start;
        this.firsts = firsts;
        this.weights = weights;
    }

    /** The same weights everywhere; number {@code origin} belongs to the voxel itself. */
    public static Taps same(double[] weights, int origin) {
        return new Taps(weights.clone(), origin, 0, null, null);
    }

    /** The voxel itself. */
    public static Taps none() {
        return same(new double[] {1}, 0);
    }

    /** Weights of its own for each voxel from {@code start} on; {@code firsts} says where in the input they begin. */
    public static Taps each(long start, long[] firsts, double[][] weights) {
        return new Taps(null, 0, start, firsts.clone(), Arrays.copyOf(weights, weights.length));
    }

    boolean isSame() {
        return same != null;
    }

    /** The input voxel under the first weight for result voxel {@code i}. */
    public long first(long i) {
        return same != null ? i - origin : firsts[Math.toIntExact(i - start)];
    }

    double[] weights(long i) {
        return same != null ? same : weights[Math.toIntExact(i - start)];
    }

    /** The first input voxel that results from {@code from} to before {@code to} use. */
    long low(long from, long to) {
        long low = Long.MAX_VALUE;
        for (long i = from; i < to; i = same == null ? i + 1 : to) {
            low = Math.min(low, first(i));
        }
        return low;
    }

    /** The voxel past the last that they use. */
    long high(long from, long to) {
        long high = Long.MIN_VALUE;
        for (long i = same == null ? from : to - 1; i < to; i++) {
            high = Math.max(high, first(i) + weights(i).length);
        }
        return high;
    }
}
