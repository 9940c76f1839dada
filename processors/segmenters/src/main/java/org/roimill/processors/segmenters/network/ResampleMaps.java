package org.roimill.processors.segmenters.network;

import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.space.Region;

/** Brings each channel of a map to another size. */
record ResampleMaps(Resampling resampling) implements FloatKernel {
    @Override
    public Footprint footprint(int input) {
        return Footprint.mapped((out, domain) -> out.dims(0, 1).join(resampling.source(out.dims(1, out.dims()))));
    }

    @Override
    public void fill(Call call) {
        Region region = call.region();
        for (long c = region.min(0); c < region.max(0); c++) {
            resampling.apply(call.in(0).slice(c), call.out(0).slice(c), (row, n) -> {});
        }
    }
}
