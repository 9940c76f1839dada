package org.roimill.kernels.flow;

/**
 * How a part is followed piece by piece. Changes nothing in what comes out.
 *
 * @param tile the sides of a piece; with its margin its field should stay in the nearer caches
 * @param margin how far around a piece the field is copied, at least a voxel: for most points to stay within
 * @param points how many are moved at once: the more, the more of them meet
 */
record Tiling(long[] tile, long margin, int points) {
    private static final int POINTS = 1 << 15;

    static Tiling of(int dims) {
        return dims == 2
                ? new Tiling(new long[] {128, 128}, 32, POINTS)
                : new Tiling(new long[] {48, 64, 64}, 8, POINTS);
    }
}
