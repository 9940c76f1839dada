package org.roimill.processors.segmenters.network;

import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Work;

/** Maps as they are, for who wants to see them. */
public record CopyMaps() implements Work.Kernel {
    @Override
    public Lane lane(int input) {
        return Lane.F32;
    }

    @Override
    public void fill(Call call) {
        call.in(0).copyTo(call.out(0));
    }
}
