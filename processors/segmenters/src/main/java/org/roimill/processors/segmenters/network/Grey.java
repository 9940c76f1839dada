package org.roimill.processors.segmenters.network;

import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/** The mean of all channels, as a raster of one. */
record Grey() implements Work.Kernel {
    @Override
    public Lane lane(int input) {
        return Lane.F32;
    }

    @Override
    public Lane outLane(int output) {
        return Lane.F32;
    }

    @Override
    public Footprint footprint(int input) {
        return Footprint.mapped((out, domain) -> out.with(0, domain.min(0), domain.max(0)));
    }

    @Override
    public void fill(Call call) {
        Block out = call.out(0);
        Region channels = call.inDomain(0);
        for (long i = 0; i < out.voxels(); i++) {
            double sum = 0;
            for (long c = 0; c < channels.size(0); c++) {
                sum += call.in(0).get(c * out.voxels() + i);
            }
            out.set(i, sum / channels.size(0));
        }
    }
}
