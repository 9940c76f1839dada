package org.roimill.core.element;

import org.roimill.core.pixel.Block;

/** A raster that can be read piece by piece, wherever it lies. Safe for many threads. */
public interface Pixels {
    RasterSpec spec();

    /**
     * Fills {@code target} with the voxels of its region, which lies within the grid; its type is that of the spec.
     */
    void read(Block target);

    /** The boxes that are cheapest to read whole: the shape of a stored chunk, over the axes of the grid. */
    long[] chunk();
}
