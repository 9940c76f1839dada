package org.roimill.processors.segmenters.network;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;

/** The mean of all channels, as a raster of one. */
record Grey() implements FloatKernel {
    @Override
    public Footprint footprint(int input) {
        return Footprint.mapped((out, domain) -> out.with(0, domain.min(0), domain.max(0)));
    }

    @Override
    public void fill(Call call) {
        MemorySegment in = call.in(0).data();
        Block out = call.out(0);
        long channels = call.inDomain(0).size(0);
        long voxels = out.voxels();
        for (long i = 0; i < voxels; i++) {
            double sum = 0;
            for (long c = 0; c < channels; c++) {
                sum += in.getAtIndex(ValueLayout.JAVA_FLOAT, c * voxels + i);
            }
            out.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (sum / channels));
        }
    }
}
