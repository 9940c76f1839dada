package org.roimill.processors.segmenters.cellpose;

import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.space.Region;
import org.roimill.kernels.separable.Gaussian;
import org.roimill.processors.segmenters.network.FloatKernel;

/** The flows of a volume smoothed along z, y and x; the probability stays. */
record SmoothFlows(double[] sigma) implements FloatKernel {
    private static final double TRUNCATE = 4;
    private static final int FLOWS = 3;

    @Override
    public Footprint footprint(int input) {
        long[] halo = Gaussian.halo(sigma, TRUNCATE);
        return Footprint.halo(0, halo[0], halo[1], halo[2]);
    }

    @Override
    public Border border(int input) {
        return Border.REFLECT;
    }

    @Override
    public void fill(Call call) {
        Region region = call.region();
        for (long c = region.min(0); c < region.max(0); c++) {
            Block from = call.in(0).slice(c);
            Block to = call.out(0).slice(c);
            if (c < FLOWS) {
                Gaussian.filter(from, sigma, TRUNCATE, to);
            } else {
                from.copyTo(to);
            }
        }
    }
}
