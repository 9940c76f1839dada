package org.roimill.processors.segmenters.network;

import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.space.Region;
import org.roimill.kernels.separable.Gaussian;

/** A plane, or what a Gaussian makes of it, less what a wider Gaussian makes of it; reflected at the edges. */
record SharpenPlanes(double smooth, double sharpen) implements FloatKernel {
    @Override
    public Footprint footprint(int input) {
        double widest = Math.max(smooth, sharpen);
        return Footprint.halo(Gaussian.halo(new double[] {widest, widest}, Gaussian.TRUNCATE));
    }

    @Override
    public Border border(int input) {
        return Border.REFLECT;
    }

    @Override
    public long scratchBytes(Region output) {
        return sharpen > 0 ? output.voxels() * Float.BYTES : 0;
    }

    @Override
    public void fill(Call call) {
        Block out = call.out(0);
        gaussian(call.in(0), smooth, out);
        if (!(sharpen > 0)) {
            return;
        }
        Block wide = call.scratch(DType.F32, call.region());
        gaussian(call.in(0), sharpen, wide);
        for (long i = 0; i < out.voxels(); i++) {
            float narrow = out.data().getAtIndex(ValueLayout.JAVA_FLOAT, i);
            out.data()
                    .setAtIndex(ValueLayout.JAVA_FLOAT, i, narrow - wide.data().getAtIndex(ValueLayout.JAVA_FLOAT, i));
        }
    }

    private static void gaussian(Block in, double sigma, Block out) {
        Gaussian.filter(in, new double[] {sigma, sigma}, Gaussian.TRUNCATE, out);
    }
}
