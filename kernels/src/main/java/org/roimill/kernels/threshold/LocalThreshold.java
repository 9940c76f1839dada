package org.roimill.kernels.threshold;

import org.roimill.core.pixel.Block;
import org.roimill.kernels.separable.Gaussian;
import org.roimill.kernels.separable.Uniform;

/**
 * A threshold for each voxel: the mean of its surroundings less an offset, as {@code skimage.filters.threshold_local}
 * has it. Beyond the edge the image is turned back ({@link org.roimill.core.pixel.Border#REFLECT}).
 *
 * @param size of the surroundings along each axis, odd
 */
public record LocalThreshold(Weights weights, int[] size, double offset) {
    /** What of the surroundings counts how much. */
    public enum Weights {
        /** A Gaussian of a sixth of the size. */
        GAUSSIAN,
        /** All of a box alike. */
        MEAN
    }

    public LocalThreshold {
        size = size.clone();
        for (int s : size) {
            if (s < 1 || s % 2 == 0) {
                throw new IllegalArgumentException("surroundings of " + s + " voxels, which have no middle");
            }
        }
    }

    private double[] sigma() {
        double[] sigma = new double[size.length];
        for (int d = 0; d < sigma.length; d++) {
            sigma[d] = (size[d] - 1) / 6.0;
        }
        return sigma;
    }

    /** What is looked at beyond a result, along each axis. */
    public long[] halo() {
        if (weights == Weights.GAUSSIAN) {
            return Gaussian.halo(sigma(), Gaussian.TRUNCATE);
        }
        long[] halo = new long[size.length];
        for (int d = 0; d < halo.length; d++) {
            halo[d] = size[d] / 2;
        }
        return halo;
    }

    /** Fills {@code out} with thresholds, as a rule f64; {@code in} covers it grown by the halo. */
    public void fill(Block in, Block out) {
        if (weights == Weights.GAUSSIAN) {
            Gaussian.filter(in, sigma(), Gaussian.TRUNCATE, out);
        } else {
            Uniform.filter(in, size, out);
        }
        for (long i = 0; offset != 0 && i < out.voxels(); i++) {
            out.set(i, out.get(i) - offset);
        }
    }
}
