package org.roimill.runner.stage;

import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;

/** Stands where a raster will be that is not made yet. */
record Later(RasterSpec spec) implements Pixels {
    @Override
    public void read(Block target) {
        throw new IllegalStateException("read before it is made: " + spec);
    }

    @Override
    public long[] chunk() {
        return BlockSize.USUAL.sides(spec.axes(), spec.grid().shape());
    }
}
