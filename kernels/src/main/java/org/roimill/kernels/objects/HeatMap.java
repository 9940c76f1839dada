package org.roimill.kernels.objects;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/**
 * The heat of all masks of an image, side by side as Cellpose keeps it: flows at the rim of a mask are then differences
 * to the heat of its neighbours. Eight bytes a voxel.
 */
final class HeatMap {
    private final Block grid;
    private final long[] steps;

    private HeatMap(Block grid) {
        this.grid = grid;
        int dims = grid.region().dims();
        this.steps = new long[dims];
        for (int d = 0; d < dims; d++) {
            steps[d] = grid.stride(d);
        }
    }

    /** Of all objects in {@code labels}, which is the whole image. */
    static HeatMap of(Block labels, Extents extents, CentreRule rule, int rounds, Arena arena) {
        Region padded = grown(labels.region());
        HeatMap map = new HeatMap(Block.zeros(DType.F64, padded, arena));
        Heat heat = new Heat(true);
        for (int id : extents.ids()) {
            heat.load(labels, id, extents.box(id));
            heat.spread(heat.centre(rule), rounds);
            map.put(heat);
        }
        return map;
    }

    private static Region grown(Region region) {
        long[] by = new long[region.dims()];
        Arrays.fill(by, 1);
        return region.grow(by);
    }

    private void put(Heat heat) {
        long[] at = new long[steps.length];
        for (int row = 0; row < heat.rows(); row++) {
            int from = heat.from(row);
            heat.locate(row, from, at);
            long base = grid.index(at) - from;
            for (int i = from; i < heat.to(row); i++) {
                if (heat.inMask(i)) {
                    grid.data().setAtIndex(ValueLayout.JAVA_DOUBLE, base + i, heat.at(i));
                }
            }
        }
    }

    void flow(long[] at, double[] to) {
        long i = grid.index(at);
        for (int d = 0; d < to.length; d++) {
            to[d] = value(i + steps[d]) - value(i - steps[d]);
        }
        Heat.unit(to);
    }

    private double value(long i) {
        return grid.data().getAtIndex(ValueLayout.JAVA_DOUBLE, i);
    }
}
