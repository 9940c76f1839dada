package org.roimill.processors.segmenters.network;

import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.normal.Sharpen;

/** {@link SharpenPlanes} as Cellpose does it: it wraps a plane around its edges, and so needs the whole of it. */
record SharpenAsCellpose(double smooth, double sharpen) implements Work.Whole {
    @Override
    public Lane lane(int input) {
        return Lane.F32;
    }

    @Override
    public Lane outLane(int output) {
        return Lane.F32;
    }

    /** Some lines of sums. */
    @Override
    public long scratchBytes(Region output) {
        return (output.size(0) + 4 * output.size(1)) * Double.BYTES;
    }

    @Override
    public void fill(Call call) {
        Region plane = call.domain();
        Sharpen.of(Math.toIntExact(plane.size(0)), Math.toIntExact(plane.size(1)), smooth, sharpen)
                .apply(call.in(0), call.out(0));
    }
}
