package org.roimill.runner.stage;

import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.RasterWriter;

/** Where the temporaries of a plan live. */
public interface Scratch {
    Held raster(String name, RasterSpec spec);

    /** A raster that is written, read, and given up. */
    interface Held extends Pixels, RasterWriter {
        void free();

        @Override
        default Pixels written() {
            return this;
        }

        @Override
        default long[] chunk() {
            return BlockSize.USUAL.sides(spec().axes(), spec().grid().shape());
        }
    }
}
