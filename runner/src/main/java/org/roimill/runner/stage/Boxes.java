package org.roimill.runner.stage;

import java.util.ArrayList;
import java.util.List;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

/** A domain cut into boxes that lie one after another in a file, those at the far edges as small as they are. */
record Boxes(Region domain, long[] side) {
    private static final long PLANE = 256;
    private static final long VOLUME = 64;
    private static final long DEPTH = 16;

    static Boxes of(Axes axes, Region domain) {
        int z = axes.indexOf(Axis.Z);
        boolean deep = z >= 0 && domain.size(z) > 1;
        long[] side = new long[domain.dims()];
        for (int d = 0; d < side.length; d++) {
            side[d] = switch (axes.get(d)) {
                case T, C -> 1;
                case Z -> DEPTH;
                case Y, X -> deep ? VOLUME : PLANE;
            };
        }
        return new Boxes(domain, side);
    }

    /** The boxes that hold a voxel of the region. */
    List<Region> in(Region region) {
        List<Region> boxes = new ArrayList<>();
        if (region.isEmpty()) {
            return boxes;
        }
        long[] from = region.min();
        for (int d = 0; d < from.length; d++) {
            from[d] -= (from[d] - domain.min(d)) % side[d];
        }
        for (Region box : Region.between(from, region.max()).cells(side)) {
            boxes.add(Region.at(box.min(), side).intersect(domain));
        }
        return boxes;
    }

    /** How many voxels lie before the first of a box. */
    long offset(Region box) {
        long offset = 0;
        long before = 1;
        long behind = domain.voxels();
        for (int d = 0; d < side.length; d++) {
            behind /= domain.size(d);
            offset += (box.min(d) - domain.min(d)) * behind * before;
            before *= box.size(d);
        }
        return offset;
    }
}
