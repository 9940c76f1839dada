package org.roimill.kernels.objects;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/**
 * How badly the flows of a network fit a mask: the mean, over the pixels of the mask, of the squared distance between
 * the flows that {@link FlowsFromMasks} makes of the mask and a fifth of the network's. Two dimensions. Holds scratch
 * of the largest mask; for one thread.
 */
public final class FlowError {
    private final CentreRule rule;
    private final Heat heat;
    private final double[] flow = new double[2];
    private final long[] at = new long[2];

    public FlowError(CentreRule rule) {
        this.rule = rule;
        this.heat = new Heat(rule == CentreRule.ROUNDED_MEAN);
    }

    /**
     * Of one mask by itself: what touches it does not matter, nor how large the blocks are.
     *
     * @param box the object's box, which both blocks cover
     * @param maps f32 over (channel, y, x); the first two channels are the flows along y and x
     * @return NaN where the box has no pixel of the object
     */
    public double error(Block labels, int id, Region box, Block maps, int rounds) {
        if (heat.load(labels, id, box) == 0) {
            return Double.NaN;
        }
        heat.spread(heat.centre(rule), rounds);
        return mean(maps, null);
    }

    /**
     * Of every object of a whole image, in the order of their ids and as Cellpose finds them: at the rim of a mask the
     * heat of its neighbours is seen, which perturbs the errors of touching cells.
     */
    public static double[] whole(Block labels, Extents extents, Block maps, CentreRule rule, int rounds) {
        try (Arena arena = Arena.ofConfined()) {
            HeatMap map = HeatMap.of(labels, extents, rule, rounds, arena);
            FlowError error = new FlowError(rule);
            int[] ids = extents.ids();
            double[] errors = new double[ids.length];
            for (int k = 0; k < ids.length; k++) {
                error.heat.load(labels, ids[k], extents.box(ids[k]));
                errors[k] = error.mean(maps, map);
            }
            return errors;
        }
    }

    private double mean(Block maps, HeatMap map) {
        if (maps.dtype() != DType.F32 || maps.region().size(0) < 2) {
            throw new IllegalArgumentException("flows in " + maps + ": two channels of f32 are needed");
        }
        long first = maps.region().min(0);
        double sumY = 0;
        double sumX = 0;
        for (int row = 0; row < heat.rows(); row++) {
            int from = heat.from(row);
            heat.locate(row, from, at);
            long left = at[1];
            long baseY = maps.index(first, at[0], left) - from;
            long baseX = maps.index(first + 1, at[0], left) - from;
            for (int i = from; i < heat.to(row); i++) {
                if (heat.inMask(i)) {
                    at[1] = left + i - from;
                    flowAt(i, map);
                    double y = flow[0] - maps.data().getAtIndex(ValueLayout.JAVA_FLOAT, baseY + i) / 5f;
                    double x = flow[1] - maps.data().getAtIndex(ValueLayout.JAVA_FLOAT, baseX + i) / 5f;
                    sumY += y * y;
                    sumX += x * x;
                }
            }
        }
        return sumY / heat.count() + sumX / heat.count();
    }

    private void flowAt(int i, HeatMap map) {
        if (map == null) {
            heat.flow(i, flow);
        } else {
            map.flow(at, flow);
        }
    }
}
