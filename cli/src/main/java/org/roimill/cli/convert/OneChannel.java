package org.roimill.cli.convert;

import java.util.List;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

/** One channel of an image, without the channel axis. */
final class OneChannel implements Pixels {
    private final Pixels all;
    private final int channel;
    private final int axis;
    private final RasterSpec spec;

    OneChannel(Pixels all, int channel) {
        this.all = all;
        this.channel = channel;
        axis = all.spec().axes().indexOf(Axis.C);
        spec = new RasterSpec(
                all.spec().kind(),
                all.spec().grid().drop(Axes.of("c")),
                all.spec().dtype(),
                List.of());
    }

    @Override
    public RasterSpec spec() {
        return spec;
    }

    @Override
    public void read(Block target) {
        Region there = target.region();
        Region here = there.dims(0, axis)
                .join(Region.at(new long[] {channel}, new long[] {1}))
                .join(there.dims(axis, there.dims()));
        all.read(target.reshaped(here));
    }

    @Override
    public long[] chunk() {
        long[] chunk = all.chunk();
        long[] without = new long[chunk.length - 1];
        System.arraycopy(chunk, 0, without, 0, axis);
        System.arraycopy(chunk, axis + 1, without, axis, without.length - axis);
        return without;
    }
}
