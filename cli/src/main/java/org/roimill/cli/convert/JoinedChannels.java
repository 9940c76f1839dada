package org.roimill.cli.convert;

import java.util.List;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

/** Images without a channel axis, on one grid and of one type, as the channels of one image. */
final class JoinedChannels implements Pixels {
    private final List<Pixels> channels;
    private final int axis;
    private final RasterSpec spec;

    JoinedChannels(List<Pixels> channels, List<String> names) {
        this.channels = channels;
        RasterSpec first = channels.getFirst().spec();
        for (int i = 1; i < channels.size(); i++) {
            RasterSpec other = channels.get(i).spec();
            if (other.dtype() != first.dtype() || !other.grid().equals(first.grid())) {
                throw RoimillException.usage(
                        "'" + names.get(0) + "' (" + first.dtype() + ", " + first.grid() + ") and '" + names.get(i)
                                + "' (" + other.dtype() + ", " + other.grid() + ") cannot be channels of one image",
                        "Leave --join-channels away: then each becomes an image of its own.");
            }
        }
        spec = first.withGrid(first.grid().insert(Axis.C, channels.size())).withChannels(names);
        axis = spec.axes().indexOf(Axis.C);
    }

    @Override
    public RasterSpec spec() {
        return spec;
    }

    @Override
    public void read(Block target) {
        if (axis == 0) {
            readChannels(target);
            return;
        }
        // Time stands before the channels; nothing else can.
        Region region = target.region();
        for (long t = region.min(0); t < region.max(0); t++) {
            for (long c = region.min(1); c < region.max(1); c++) {
                Block plane = target.slice(t, c);
                Region place = region.dims(0, 1).with(0, t, t + 1).join(plane.region());
                channels.get((int) c).read(plane.reshaped(place));
            }
        }
    }

    private void readChannels(Block target) {
        for (long c = target.region().min(0); c < target.region().max(0); c++) {
            channels.get((int) c).read(target.slice(c));
        }
    }

    @Override
    public long[] chunk() {
        long[] inner = channels.getFirst().chunk();
        long[] chunk = new long[inner.length + 1];
        System.arraycopy(inner, 0, chunk, 0, axis);
        chunk[axis] = 1;
        System.arraycopy(inner, axis, chunk, axis + 1, inner.length - axis);
        return chunk;
    }
}
