package org.roimill.cli.convert;

import java.util.stream.IntStream;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

/** An image of object ids, which its file could not call labels. */
public record AsLabels(Pixels ids, RasterSpec spec) implements Pixels {
    public static Pixels of(Pixels ids, String name) {
        if (ids.spec().dtype().isFloating()) {
            throw RoimillException.usage(
                    "'" + name + "' is " + ids.spec().dtype() + ", and labels are integers",
                    "Leave --labels away, or save it with integer ids.");
        }
        return new AsLabels(ids, ids.spec().asLabels(ids.spec().dtype()));
    }

    @Override
    public void read(Block target) {
        int c = channel();
        Region region = target.region();
        ids.read(
                c < 0
                        ? target
                        : target.reshaped(
                                region.dims(0, c).join(Region.ofShape(1)).join(region.dims(c, region.dims()))));
    }

    @Override
    public long[] chunk() {
        int c = channel();
        return IntStream.range(0, ids.chunk().length)
                .filter(d -> d != c)
                .mapToLong(d -> ids.chunk()[d])
                .toArray();
    }

    /** Which axis is left out; -1 for none. */
    private int channel() {
        return spec.axes().has(Axis.C) ? -1 : ids.spec().axes().indexOf(Axis.C);
    }
}
