package org.roimill.stores.tiff;

import java.util.ArrayList;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.stores.tiff.codec.Compression;
import org.roimill.stores.tiff.codec.Decoders;
import org.roimill.stores.tiff.codec.RowDecoder;
import org.roimill.stores.tiff.file.Layout;
import org.roimill.stores.tiff.series.Page;
import org.roimill.stores.tiff.series.Series;

/**
 * One image of a file, in the order t, c, z, y, x, with the levels of its pyramid. An image whose axes are not known or
 * whose pixels cannot be read can be described; whatever else it is asked says why. Safe for many threads.
 */
public final class TiffImage {
    /** Strips are read in bands of about so many bytes. */
    private static final long BAND = 4L << 20;
    /** A compressed strip up to this size is read at once. */
    private static final long STRIP = 16L << 20;

    private final Series series;
    private final Decoders decoders;
    private final Arrangement arrangement;
    private final RoimillException problem;
    private final List<Grid> grids;

    TiffImage(Series series, TiffOptions options, Decoders decoders) {
        this.series = series;
        this.decoders = decoders;
        Arrangement arranged = null;
        RoimillException stopped = unreadable(series);
        List<Grid> all = new ArrayList<>();
        if (stopped == null) {
            try {
                arranged = Arrangement.of(series, options);
                for (int level = 0; level < series.levels().size(); level++) {
                    all.add(arranged.grid(level));
                }
            } catch (RoimillException e) {
                stopped = e;
            }
        }
        arrangement = arranged;
        problem = stopped;
        grids = List.copyOf(all);
    }

    private static RoimillException unreadable(Series series) {
        for (Layout layout : series.levels()) {
            String what = RowDecoder.problem(layout);
            if (what != null) {
                return RoimillException.badData(
                        Arrangement.place(series) + ": " + what,
                        "Save it again with deflate or zstd compression and plain samples, or convert it to OME-Zarr with"
                                + " bioformats2raw.");
            }
        }
        return null;
    }

    /** As the file calls it, or {@code image 0} and so on. */
    public String name() {
        return series.name();
    }

    /** What is known about it, in one line; never fails. */
    public String describe() {
        Layout layout = series.levels().getFirst();
        return name() + ": "
                + (arrangement == null ? Arrangement.describe(series) : grids.getFirst() + ", " + layout.dtype())
                + (series.levels().size() > 1 ? ", " + series.levels().size() + " levels" : "") + ", "
                + Compression.name(layout.compression())
                + (problem == null
                        ? ""
                        : "; " + problem.getMessage().lines().findFirst().orElse(""));
    }

    /** How its pixels are packed, for people. */
    public String compression() {
        return Compression.name(series.levels().getFirst().compression());
    }

    /** What a user should know about it, such as planes that the file leaves out. */
    public List<String> notes() {
        return series.notes();
    }

    /** True if nothing stands against reading it. */
    public boolean isReadable() {
        return problem == null;
    }

    public int levels() {
        return checked().size();
    }

    public Grid grid(int level) {
        return checked().get(level);
    }

    public DType dtype() {
        checked();
        return series.levels().getFirst().dtype();
    }

    /** The names of the channels, one for each, or none if neither the file nor the user names them. */
    public List<String> channels() {
        checked();
        return arrangement.channels();
    }

    /**
     * A shape in which the image is well read from one end to the other: each part is decoded once. Parts start at
     * multiples of it.
     */
    public long[] chunkShape(int level) {
        Axes axes = grid(level).axes();
        Layout layout = series.levels().get(level);
        long[] shape = new long[axes.count()];
        for (int d = 0; d < shape.length; d++) {
            shape[d] = switch (axes.get(d)) {
                case T, Z -> 1;
                case C -> layout.together();
                case Y -> layout.tiled() ? Math.min(layout.chunkHeight(), layout.height()) : bandRows(layout);
                case X -> Math.min(layout.chunkWidth(), layout.width());
            };
        }
        return shape;
    }

    private static long bandRows(Layout layout) {
        long rowBytes =
                (long) layout.width() * layout.samples() * layout.dtype().bytes();
        long rows = Math.max(1, BAND / rowBytes);
        long strip = layout.chunkHeight();
        if (strip >= rows) {
            return layout.compression() != 1 && strip * rowBytes <= STRIP ? strip : Math.min(rows, layout.height());
        }
        return Math.min(rows / strip * strip, layout.height());
    }

    /**
     * Reads a region of a level into the same place of a block, which must cover it and have the dtype of the image.
     * Only the strips or tiles that the region touches are read.
     */
    public void read(int level, Region region, Block target) {
        Grid grid = grid(level);
        if (target.dtype() != dtype()) {
            throw new IllegalArgumentException("read " + dtype() + " into a block of " + target.dtype());
        }
        if (region.dims() != grid.axes().count()
                || !Region.ofShape(grid.shape()).contains(region)
                || !target.region().contains(region)) {
            throw new IndexOutOfBoundsException(region + " is not in both " + grid + " and " + target.region());
        }
        if (region.isEmpty()) {
            return;
        }
        PlaneReader reader = new PlaneReader(
                series.levels().get(level),
                decoders,
                target,
                region,
                grid.axes().indexOf(Axis.C));
        try {
            readPlanes(level, grid.axes(), region, reader);
        } finally {
            reader.finish();
        }
    }

    private void readPlanes(int level, Axes axes, Region region, PlaneReader reader) {
        int tAxis = axes.indexOf(Axis.T);
        int cAxis = axes.indexOf(Axis.C);
        int zAxis = axes.indexOf(Axis.Z);
        int samples = arrangement.samples();
        long[] at = region.min();
        for (long t = min(region, tAxis); t < max(region, tAxis); t++) {
            for (long c = min(region, cAxis), next; c < max(region, cAxis); c = next) {
                // The samples of a page are taken out of it together.
                next = Math.min(max(region, cAxis), (c / samples + 1) * samples);
                for (long z = min(region, zAxis); z < max(region, zAxis); z++) {
                    set(at, tAxis, t);
                    set(at, cAxis, c);
                    set(at, zAxis, z);
                    Page page = series.pages().at(arrangement.page(t, c, z), level);
                    int first = (int) (c % samples);
                    reader.read(page, first, first + (int) (next - c), at);
                }
            }
        }
    }

    private static long min(Region region, int axis) {
        return axis < 0 ? 0 : region.min(axis);
    }

    private static long max(Region region, int axis) {
        return axis < 0 ? 1 : region.max(axis);
    }

    private static void set(long[] at, int axis, long value) {
        if (axis >= 0) {
            at[axis] = value;
        }
    }

    private List<Grid> checked() {
        if (problem != null) {
            throw new RoimillException(problem.failure(), problem.getMessage(), null, problem);
        }
        return grids;
    }
}
