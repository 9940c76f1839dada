package org.roimill.runner.plan;

import java.util.List;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;

/** One channel of an image; the axis stays, with one voxel along it. */
record ChannelPixels(Pixels pixels, RasterSpec spec, long channel) implements Pixels {
    static ChannelPixels of(Pixels pixels, String channel) {
        RasterSpec all = pixels.spec();
        long index = all.channels().indexOf(channel);
        // A channel is no place in the world, so its number is no offset there.
        Grid grid = all.grid().drop(Axes.of("c")).insert(Axis.C, 1);
        return new ChannelPixels(pixels, new RasterSpec(all.kind(), grid, all.dtype(), List.of(channel)), index);
    }

    @Override
    public void read(Block target) {
        int c = spec.axes().indexOf(Axis.C);
        pixels.read(target.at(target.region().with(c, channel, channel + 1)));
    }

    @Override
    public long[] chunk() {
        long[] chunk = pixels.chunk();
        // Others of a stored chunk are decoded and not looked at.
        chunk[spec.axes().indexOf(Axis.C)] = 1;
        return chunk;
    }
}
