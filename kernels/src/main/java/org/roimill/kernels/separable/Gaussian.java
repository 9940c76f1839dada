package org.roimill.kernels.separable;

import org.roimill.core.pixel.Block;

/** The Gaussian filter of SciPy: weights cut at {@code truncate} standard deviations and made to add up to one. */
public final class Gaussian {
    /** Where SciPy cuts unless told otherwise. */
    public static final double TRUNCATE = 4;

    private Gaussian() {}

    /** How many voxels to either side have a weight. */
    public static int radius(double sigma, double truncate) {
        return (int) (truncate * sigma + 0.5);
    }

    /** The halo along each axis. */
    public static long[] halo(double[] sigma, double truncate) {
        long[] halo = new long[sigma.length];
        for (int d = 0; d < halo.length; d++) {
            halo[d] = radius(sigma[d], truncate);
        }
        return halo;
    }

    /** The weights from {@code -radius} to {@code radius}. */
    public static double[] weights(double sigma, double truncate) {
        int radius = radius(sigma, truncate);
        double[] weights = new double[2 * radius + 1];
        if (radius == 0) {
            weights[0] = 1;
            return weights;
        }
        double scale = -0.5 / (sigma * sigma);
        double total = 0;
        for (int k = -radius; k <= radius; k++) {
            weights[radius + k] = Math.exp(scale * ((double) k * k));
            total += weights[radius + k];
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= total;
        }
        return weights;
    }

    /** One sigma in voxels for each axis, 0 to leave it alone. {@code in} covers the result grown by the halo. */
    public static void filter(Block in, double[] sigma, double truncate, Block out) {
        Taps[] taps = new Taps[sigma.length];
        for (int d = 0; d < taps.length; d++) {
            taps[d] = Taps.same(weights(sigma[d], truncate), radius(sigma[d], truncate));
        }
        Separable.apply(in, out, taps);
    }
}
