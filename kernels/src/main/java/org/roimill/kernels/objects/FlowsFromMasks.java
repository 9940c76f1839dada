package org.roimill.kernels.objects;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/**
 * The flows a network should have found: at each voxel of a mask a vector of length one along which heat from the
 * mask's centre has come. Two and three dimensions. Holds scratch of the largest mask; for one thread.
 */
public final class FlowsFromMasks {
    private final CentreRule rule;
    private final Heat heat;

    public FlowsFromMasks(CentreRule rule) {
        this.rule = rule;
        this.heat = new Heat(rule == CentreRule.ROUNDED_MEAN);
    }

    /**
     * Of one mask by itself.
     *
     * @param box the object's box, which both blocks cover
     * @param flows f64 over (axis, [z,] y, x); voxels outside of the mask are left alone
     */
    public void flows(Block labels, int id, Region box, int rounds, Block flows) {
        if (heat.load(labels, id, box) > 0) {
            heat.spread(heat.centre(rule), rounds);
            write(heat, null, flows);
        }
    }

    /** Of a whole image as Cellpose makes them: at the rim of a mask the heat of its neighbours is seen. */
    public static void whole(Block labels, Extents extents, CentreRule rule, int rounds, Block flows) {
        try (Arena arena = Arena.ofConfined()) {
            HeatMap map = HeatMap.of(labels, extents, rule, rounds, arena);
            Heat heat = new Heat(true);
            for (int id : extents.ids()) {
                heat.load(labels, id, extents.box(id));
                write(heat, map, flows);
            }
        }
    }

    private static void write(Heat heat, HeatMap map, Block flows) {
        int dims = flows.region().dims() - 1;
        if (flows.dtype() != DType.F64 || flows.region().size(0) != dims) {
            throw new IllegalArgumentException("flows into " + flows + ": one channel of f64 an axis is needed");
        }
        long[] at = new long[dims];
        double[] flow = new double[dims];
        long axis = flows.stride(0);
        Block first = flows.slice(flows.region().min(0));
        for (int row = 0; row < heat.rows(); row++) {
            for (int i = heat.from(row); i < heat.to(row); i++) {
                if (heat.inMask(i)) {
                    heat.locate(row, i, at);
                    if (map == null) {
                        heat.flow(i, flow);
                    } else {
                        map.flow(at, flow);
                    }
                    long voxel = first.index(at);
                    for (int d = 0; d < dims; d++) {
                        flows.data().setAtIndex(ValueLayout.JAVA_DOUBLE, voxel + d * axis, flow[d]);
                    }
                }
            }
        }
    }
}
