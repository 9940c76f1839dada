package org.roimill.processors.segmenters.objects;

import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/** Labels of planes on another grid, each pixel that in which its corner lies, as OpenCV has it: half a pixel off. */
public record LabelsBackAsCellpose(long[] from, long[] to) implements Work.Kernel {
    @Override
    public Lane lane(int input) {
        return Lane.LABEL;
    }

    @Override
    public Lane outLane(int output) {
        return Lane.LABEL;
    }

    private long source(int axis, long at) {
        return Math.min(from[axis] - 1, (long) (at * ((double) from[axis] / to[axis])));
    }

    @Override
    public Footprint footprint(int input) {
        return Footprint.mapped((out, domain) -> out.isEmpty()
                ? Region.ofShape(new long[domain.dims()])
                : Region.between(new long[] {source(0, out.min(0)), source(1, out.min(1))}, new long[] {
                    source(0, out.max(0) - 1) + 1, source(1, out.max(1) - 1) + 1
                }));
    }

    @Override
    public void fill(Call call) {
        Block in = call.in(0);
        Region out = call.region();
        long at = 0;
        for (long y = out.min(0); y < out.max(0); y++) {
            long row = source(0, y);
            for (long x = out.min(1); x < out.max(1); x++) {
                int label = in.data().getAtIndex(ValueLayout.JAVA_INT, in.index(row, source(1, x)));
                call.out(0).data().setAtIndex(ValueLayout.JAVA_INT, at++, label);
            }
        }
    }
}
