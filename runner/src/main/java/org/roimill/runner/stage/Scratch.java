package org.roimill.runner.stage;

import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.pixel.Block;

/** Where the temporaries of a plan live. */
public interface Scratch {
    Held raster(String name, RasterSpec spec);

    /** A raster in one block that is written, read, and given up. */
    interface Held extends Pixels, RasterWriter {
        /** All of its voxels. */
        Block block();

        void free();

        @Override
        default Pixels written() {
            return this;
        }

        @Override
        default void read(Block target) {
            block().copyTo(target, target.region());
        }

        @Override
        default void write(Block block) {
            block.copyTo(block(), block.region());
        }

        @Override
        default long[] chunk() {
            return BlockSize.USUAL.sides(spec().axes(), spec().grid().shape());
        }
    }
}
