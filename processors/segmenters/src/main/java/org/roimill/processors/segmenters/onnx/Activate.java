package org.roimill.processors.segmenters.onnx;

import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.space.Region;
import org.roimill.processors.segmenters.network.FloatKernel;

/** Probabilities of what a network answers; each pixel with all of its channels. Over (c,y,x). */
record Activate(Activation activation) implements FloatKernel {
    @Override
    public Footprint footprint(int input) {
        return Footprint.mapped((out, domain) -> domain.dims(0, 1).join(out.dims(1, 3)));
    }

    @Override
    public void fill(Call call) {
        Block in = call.in(0);
        Region out = call.region();
        long plane = out.size(1) * out.size(2);
        float[] pixel = new float[Math.toIntExact(in.region().size(0))];
        for (long i = 0; i < plane; i++) {
            for (int c = 0; c < pixel.length; c++) {
                pixel[c] = in.data().getAtIndex(ValueLayout.JAVA_FLOAT, c * plane + i);
            }
            activation.apply(pixel);
            for (long c = out.min(0); c < out.max(0); c++) {
                call.out(0).data().setAtIndex(ValueLayout.JAVA_FLOAT, (c - out.min(0)) * plane + i, pixel[(int) c]);
            }
        }
    }
}
