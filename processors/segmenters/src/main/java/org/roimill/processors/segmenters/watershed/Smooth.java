package org.roimill.processors.segmenters.watershed;

import org.roimill.core.pixel.Border;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Work;
import org.roimill.kernels.separable.Gaussian;

/** A Gaussian; the edge is repeated beyond the edge. */
record Smooth(double[] sigma) implements Work.Kernel {
    @Override
    public Footprint footprint(int input) {
        return Footprint.halo(Gaussian.halo(sigma, Gaussian.TRUNCATE));
    }

    @Override
    public Border border(int input) {
        return Border.NEAREST;
    }

    @Override
    public void fill(Call call) {
        Gaussian.filter(call.in(0), sigma, Gaussian.TRUNCATE, call.out(0));
    }
}
