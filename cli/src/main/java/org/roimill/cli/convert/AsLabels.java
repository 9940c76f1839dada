package org.roimill.cli.convert;

import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;

/** An image of object ids, which its file could not call labels. */
record AsLabels(Pixels ids, RasterSpec spec) implements Pixels {
    static Pixels of(Pixels ids, String name) {
        if (ids.spec().dtype().isFloating()) {
            throw RoimillException.usage(
                    "'" + name + "' is " + ids.spec().dtype() + ", and labels are integers",
                    "Leave --labels away, or save it with integer ids.");
        }
        return new AsLabels(ids, ids.spec().asLabels(ids.spec().dtype()));
    }

    @Override
    public void read(Block target) {
        ids.read(target);
    }

    @Override
    public long[] chunk() {
        return ids.chunk();
    }
}
