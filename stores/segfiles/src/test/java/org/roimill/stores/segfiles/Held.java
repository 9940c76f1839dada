package org.roimill.stores.segfiles;

import java.lang.foreign.Arena;
import java.util.Random;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Grid;

/** A raster in memory. */
record Held(RasterSpec spec, Block block) implements Pixels {
    static Held of(RasterSpec spec, Block block) {
        return new Held(spec, block);
    }

    /** Labels below a limit, in no order. */
    static Held labels(Grid grid, int limit, long seed) {
        Block block = Block.zeros(DType.U32, grid.region(), Arena.ofAuto());
        Random random = new Random(seed);
        for (long i = 0; i < block.voxels(); i++) {
            block.setLong(i, random.nextInt(limit));
        }
        return new Held(RasterSpec.labels(grid, DType.U32), block);
    }

    @Override
    public void read(Block target) {
        block.copyTo(target);
    }

    @Override
    public long[] chunk() {
        return spec.grid().shape();
    }
}
