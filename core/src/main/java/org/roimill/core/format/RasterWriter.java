package org.roimill.core.format;

import org.roimill.core.element.Pixels;
import org.roimill.core.pixel.Block;

/**
 * Takes an image or labels piece by piece, in any order, from many threads, and writes the coarser levels on the way.
 * Every voxel is written exactly once.
 */
public interface RasterWriter extends AutoCloseable {
    /** Boxes that can be written without reading anything back, over the axes of the grid. */
    long[] chunk();

    /** The region of the block is in voxels of the grid; pieces aligned to {@link #chunk()} are written straight. */
    void write(Block block);

    /** What was written, to be read again. Only after it was closed. */
    Pixels written();

    /** All is written: what is still held back is flushed. Must be called before the commit. */
    @Override
    void close();
}
