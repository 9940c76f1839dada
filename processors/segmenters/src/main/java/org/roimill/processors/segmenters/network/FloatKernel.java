package org.roimill.processors.segmenters.network;

import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Work;

/** A kernel from f32 to f32, as most around a network are. */
public interface FloatKernel extends Work.Kernel {
    @Override
    default Lane lane(int input) {
        return Lane.F32;
    }

    @Override
    default Lane outLane(int output) {
        return Lane.F32;
    }
}
