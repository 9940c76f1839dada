package org.roimill.processors.segmenters.cellpose;

import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.flow.Follow;

/**
 * Where each voxel comes to. A cell is worked on in a window with a margin; for voxels that leave it, the window grows
 * until none does, so that margin and cell do not matter for the result.
 *
 * @param dims of the space that is followed through, 2 or 3
 */
record FollowFlows(Follow follow, int dims) implements Work.Kernel {
    private static final long[] CELL_2D = {512, 512};
    private static final long[] CELL_3D = {48, 128, 128};
    private static final long MARGIN_2D = 32;
    private static final long MARGIN_3D = 12;
    private static final int GROWTH = 4;

    @Override
    public long[] grain(Region domain) {
        return dims == 2 ? CELL_2D.clone() : CELL_3D.clone();
    }

    @Override
    public Lane lane(int input) {
        return Lane.F32;
    }

    @Override
    public Footprint footprint(int input) {
        return Footprint.mapped((out, domain) -> window(out, domain, dims == 2 ? MARGIN_2D : MARGIN_3D));
    }

    private Region window(Region out, Region domain, long margin) {
        long[] by = new long[dims];
        Arrays.fill(by, margin);
        return domain.dims(0, 1).join(out.grow(by).intersect(domain.dims(1, domain.dims())));
    }

    @Override
    public void fill(Call call) {
        Block ends = call.out(0);
        long missing = follow.follow(call.in(0), call.domain(), ends);
        long margin = dims == 2 ? MARGIN_2D : MARGIN_3D;
        while (missing > 0) {
            call.checkStopped();
            margin *= GROWTH;
            try (Call.Look look = call.look(0, window(call.region(), call.inDomain(0), margin))) {
                missing = follow.followMissing(look.block(), call.domain(), ends);
            }
        }
    }
}
