package org.roimill.processors.segmenters.objects;

import java.util.Arrays;
import org.roimill.core.space.Region;
import org.roimill.kernels.objects.Extents;

/** Which objects a cell answers for: those whose first voxel lies in it, so that each has one owner. */
final class Owned {
    private Owned() {}

    static int[] by(Region cell, Extents extents) {
        Region domain = extents.domain();
        return Arrays.stream(extents.ids())
                .filter(id -> cell.contains(place(extents.first(id), domain)))
                .toArray();
    }

    private static long[] place(long raster, Region domain) {
        long[] at = new long[domain.dims()];
        long rest = raster;
        for (int d = at.length - 1; d >= 0; d--) {
            at[d] = domain.min(d) + rest % domain.size(d);
            rest /= domain.size(d);
        }
        return at;
    }
}
