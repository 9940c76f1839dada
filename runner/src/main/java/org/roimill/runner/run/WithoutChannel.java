package org.roimill.runner.run;

import org.roimill.core.element.Kind;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

/**
 * Stores labels that were made of one channel as what they are: labels of objects, not of a channel. Readers of
 * SpatialData know no others.
 */
record WithoutChannel(RasterSpec spec, RasterWriter stored) implements RasterWriter {
    private static final Axes CHANNEL = Axes.of("c");

    static boolean isFor(RasterSpec spec) {
        return spec.kind() == Kind.LABELS
                && spec.axes().has(Axis.C)
                && spec.grid().size(Axis.C) == 1;
    }

    /** As it is stored. */
    static RasterSpec stored(RasterSpec spec) {
        return isFor(spec) ? RasterSpec.labels(spec.grid().drop(CHANNEL), spec.dtype()) : spec;
    }

    private Region without(Region region) {
        return region.dims(0, axis()).join(region.dims(axis() + 1, region.dims()));
    }

    private int axis() {
        return spec.axes().indexOf(Axis.C);
    }

    @Override
    public long[] chunk() {
        return withChannel(stored.chunk());
    }

    @Override
    public void write(Block block) {
        stored.write(block.reshaped(without(block.region())));
    }

    @Override
    public Pixels written() {
        Pixels plain = stored.written();
        return new Pixels() {
            @Override
            public RasterSpec spec() {
                return spec;
            }

            @Override
            public void read(Block target) {
                plain.read(target.reshaped(without(target.region())));
            }

            @Override
            public long[] chunk() {
                return withChannel(plain.chunk());
            }
        };
    }

    private long[] withChannel(long[] sides) {
        long[] all = new long[sides.length + 1];
        for (int d = 0; d < all.length; d++) {
            all[d] = d == axis() ? 1 : sides[d < axis() ? d : d - 1];
        }
        return all;
    }

    @Override
    public void close() {
        stored.close();
    }
}
