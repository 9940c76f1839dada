package org.roimill.processors.segmenters.onnx;

import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/**
 * What each pixel is, by its probabilities: whether that of one channel is above a threshold, or which channel has the
 * greatest, the first of equal ones. Reads (c,y,x), makes (y,x).
 *
 * @param channel that is looked at; -1 for the greatest of all
 */
record Decide(int channel, double threshold) implements Work.Kernel {
    @Override
    public Lane lane(int input) {
        return Lane.F32;
    }

    @Override
    public Lane outLane(int output) {
        return Lane.LABEL;
    }

    @Override
    public Footprint footprint(int input) {
        return Footprint.mapped((out, domain) -> (channel < 0
                        ? domain.dims(0, 1)
                        : Region.between(new long[] {channel}, new long[] {channel + 1}))
                .join(out));
    }

    @Override
    public void fill(Call call) {
        Block in = call.in(0);
        Block out = call.out(0);
        long plane = out.voxels();
        long channels = in.region().size(0);
        for (long i = 0; i < plane; i++) {
            int is = channel < 0
                    ? greatest(in, i, plane, channels)
                    : in.data().getAtIndex(ValueLayout.JAVA_FLOAT, i) > threshold ? 1 : 0;
            out.data().setAtIndex(ValueLayout.JAVA_INT, i, is);
        }
    }

    private static int greatest(Block in, long i, long plane, long channels) {
        int best = 0;
        float most = in.data().getAtIndex(ValueLayout.JAVA_FLOAT, i);
        for (int c = 1; c < channels; c++) {
            float v = in.data().getAtIndex(ValueLayout.JAVA_FLOAT, c * plane + i);
            if (v > most) {
                most = v;
                best = c;
            }
        }
        return best;
    }
}
