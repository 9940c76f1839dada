package org.roimill.kernels.separable;

import java.util.Arrays;
import org.roimill.core.pixel.Block;

/** The mean over a box. Boxes of an even size reach one voxel further back than on, as SciPy's do. */
public final class Uniform {
    private Uniform() {}

    /** {@code in} covers the result grown by half the size, rounded down, along each axis. */
    public static void filter(Block in, int[] size, Block out) {
        Taps[] taps = new Taps[size.length];
        for (int d = 0; d < taps.length; d++) {
            double[] weights = new double[size[d]];
            Arrays.fill(weights, 1.0 / size[d]);
            taps[d] = Taps.same(weights, size[d] / 2);
        }
        Separable.apply(in, out, taps);
    }
}
