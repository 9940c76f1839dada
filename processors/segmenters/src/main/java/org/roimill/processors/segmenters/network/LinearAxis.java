package org.roimill.processors.segmenters.network;

/**
 * Linear interpolation along one axis as OpenCV and PyTorch do it: centres of voxels are mapped, what lies beyond the edge is
 * the voxel at the edge, weights are f32. Nothing is smoothed before it shrinks.
 *
 * @param from voxels of the input
 * @param to voxels of the output
 * @param step input voxels for each of the output; {@code from / to} unless the two do not cover the same extent
 */
public record LinearAxis(long from, long to, double step) {
    public static LinearAxis of(long from, long to) {
        return new LinearAxis(from, to, (double) from / to);
    }

    public boolean isIdentity() {
        return from == to && step == 1;
    }

    /** The lower of the two input voxels. */
    long lower(long at) {
        return Math.clamp((long) Math.floor(place(at)), 0, from - 1);
    }

    /** The upper of the two input voxels; the lower one itself at the edge. */
    long upper(long at) {
        return Math.min(lower(at) + 1, from - 1);
    }

    /** The weight of the upper voxel. */
    float weight(long at) {
        double place = place(at);
        double floor = Math.floor(place);
        return floor < 0 || floor >= from - 1 ? 0 : (float) (place - floor);
    }

    private double place(long at) {
        return (at + 0.5) * step - 0.5;
    }
}
