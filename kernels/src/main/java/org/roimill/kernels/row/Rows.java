package org.roimill.kernels.row;

import org.roimill.core.space.Region;

/** Walks over the rows of a box, that is, its voxels along the last axis, in C order. */
public final class Rows {
    private Rows() {}

    /** Takes the first voxel of a row; the array is used again for the next. */
    public interface Visitor {
        void row(long[] start);
    }

    public static void each(Region region, Visitor visitor) {
        if (region.isEmpty()) {
            return;
        }
        long[] at = region.min();
        int d;
        do {
            visitor.row(at);
            d = at.length - 2;
            while (d >= 0 && ++at[d] == region.max(d)) {
                at[d] = region.min(d);
                d--;
            }
        } while (d >= 0);
    }
}
