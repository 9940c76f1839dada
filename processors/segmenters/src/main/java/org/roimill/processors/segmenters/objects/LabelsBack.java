package org.roimill.processors.segmenters.objects;

import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Work;
import org.roimill.kernels.resize.Resize;

/** Labels on another grid over the same extent, as Cellpose and InstanSeg bring them there. */
public record LabelsBack(Resize resize) implements Work.Kernel {
    public static LabelsBack between(long[] from, long[] to) {
        return new LabelsBack(Resize.of(from, to, Resize.Method.BELOW));
    }

    @Override
    public Lane lane(int input) {
        return Lane.LABEL;
    }

    @Override
    public Lane outLane(int output) {
        return Lane.LABEL;
    }

    @Override
    public Footprint footprint(int input) {
        return Footprint.mapped((out, domain) -> resize.inputFor(out));
    }

    @Override
    public void fill(Call call) {
        resize.apply(call.in(0), call.out(0));
    }
}
