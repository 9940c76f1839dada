package org.roimill.stores.tiff;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;
import org.roimill.stores.tiff.file.Layout;
import org.roimill.stores.tiff.series.Dim;
import org.roimill.stores.tiff.series.Series;

/**
 * How the pages and samples of an image become the axes t, c, z, y, x: what the file says joined with what the user
 * declares.
 */
final class Arrangement {
    private final Series series;
    private final TiffOptions options;
    private final List<Dim> dims;
    private final Axes axes;
    private final List<String> channels;

    private Arrangement(Series series, TiffOptions options, List<Dim> dims) {
        this.series = series;
        this.options = options;
        this.dims = dims;
        channels = options.channels().isEmpty() ? series.channels() : options.channels();
        checkSizes();
        axes = axesOf();
    }

    static Arrangement of(Series series, TiffOptions options) {
        return new Arrangement(
                series, options, options.axes().isEmpty() ? asTheFileSays(series) : declared(series, options));
    }

    /** What is known without a declaration, for example {@code 13 pages, y=576, x=640, u16; ...}. */
    static String describe(Series series) {
        Layout layout = series.levels().getFirst();
        String pages = series.dims().stream()
                .filter(d -> d.size() > 1)
                .map(d -> d.axis() == null ? "pages=" + d.size() : d.toString())
                .collect(Collectors.joining(", "));
        return (pages.isEmpty() ? "" : pages + ", ") + layout.describe();
    }

    private static List<Dim> asTheFileSays(Series series) {
        if (series.dims().stream().anyMatch(d -> d.axis() == null && d.size() > 1)) {
            throw RoimillException.usage(
                    place(series) + ": " + describe(series) + "; nothing says what the pages are",
                    "Declare the axes, outermost first, for example --axes zyx for slices or --axes cyx for channels.");
        }
        return series.dims();
    }

    private static List<Dim> declared(Series series, TiffOptions options) {
        List<Axis> named = new ArrayList<>();
        boolean samplesAreChannels = series.levels().getFirst().samples() > 1
                && series.dims().stream().noneMatch(d -> d.axis() == Axis.C && d.size() > 1);
        for (int i = 0; i < options.axes().length(); i++) {
            char letter = options.axes().charAt(i);
            Axis axis = Axis.of(letter);
            if (axis != Axis.Y && axis != Axis.X && !(axis == Axis.C && samplesAreChannels)) {
                named.add(axis);
            }
        }
        List<Dim> known = series.dims().stream().filter(d -> d.size() > 1).toList();
        if (known.stream().allMatch(d -> d.axis() != null && named.contains(d.axis()))) {
            return known;
        }
        if (named.size() == known.size()) {
            List<Dim> renamed = new ArrayList<>();
            for (int i = 0; i < named.size(); i++) {
                renamed.add(new Dim(named.get(i), known.get(i).size()));
            }
            return renamed;
        }
        if (known.size() == 1 && known.getFirst().axis() == null && !named.isEmpty()) {
            return split(series, options, named, known.getFirst().size());
        }
        throw RoimillException.usage(
                place(series) + ": " + describe(series) + "; the declared axes '" + options.axes() + "' do not fit",
                "Name one axis for each of these, outermost first.");
    }

    /** Pages along several axes, all but one of which must be of a known size. */
    private static List<Dim> split(Series series, TiffOptions options, List<Axis> named, long pages) {
        long product = 1;
        int open = -1;
        List<Dim> dims = new ArrayList<>();
        for (Axis axis : named) {
            Long size = options.sizes().get(axis);
            if (size == null && axis == Axis.C && !options.channels().isEmpty()) {
                size = (long) options.channels().size();
            }
            if (size == null && open >= 0) {
                throw RoimillException.usage(
                        place(series) + ": " + describe(series) + "; how many there are along "
                                + dims.get(open).axis().letter() + " and " + axis.letter() + " is not known",
                        "Give the size of one of them, or name the channels.");
            }
            if (size == null) {
                open = dims.size();
            } else {
                product = size < 1 || product > pages ? pages + 1 : product * Math.min(size, pages + 1);
            }
            dims.add(new Dim(axis, size == null ? 0 : size));
        }
        if (pages % product != 0 || (open < 0 && pages != product)) {
            throw RoimillException.usage(
                    place(series) + ": " + describe(series) + "; they cannot be divided into " + dims,
                    "Check the sizes and the channel names.");
        }
        if (open >= 0) {
            dims.set(open, new Dim(dims.get(open).axis(), pages / product));
        }
        return dims;
    }

    private void checkSizes() {
        options.sizes().forEach((axis, size) -> {
            long real = axis == Axis.Y || axis == Axis.X
                    ? shape(axis, series.levels().getFirst())
                    : size(axis);
            if (real != size) {
                throw RoimillException.usage(
                        place(series) + ": " + describe(series) + "; " + size + " along " + axis.letter()
                                + " were declared",
                        "Check the declared sizes.");
            }
        });
        if (!channels.isEmpty() && channels.size() != size(Axis.C)) {
            throw RoimillException.usage(
                    place(series) + ": has " + size(Axis.C) + " channels, but " + channels.size() + " names: "
                            + channels,
                    "Name each channel once.");
        }
    }

    /** Axes longer than one, those that were declared, and c where the channels have names. */
    private Axes axesOf() {
        List<Axis> all = new ArrayList<>();
        for (Axis axis : Axis.values()) {
            boolean inPage = axis == Axis.Y || axis == Axis.X;
            boolean named = options.axes().indexOf(axis.letter()) >= 0 || (axis == Axis.C && !channels.isEmpty());
            if (inPage || named || size(axis) > 1) {
                all.add(axis);
            }
        }
        return Axes.of(all);
    }

    Axes axes() {
        return axes;
    }

    List<String> channels() {
        return channels;
    }

    /** Along t, c or z, samples counted as channels. */
    private long size(Axis axis) {
        long size = axis == Axis.C ? series.levels().getFirst().samples() : 1;
        for (Dim dim : dims) {
            if (dim.axis() == axis) {
                size *= dim.size();
            }
        }
        return size;
    }

    private long shape(Axis axis, Layout layout) {
        return axis == Axis.Y ? layout.height() : axis == Axis.X ? layout.width() : size(axis);
    }

    /** The number of the page that holds a plane. */
    long page(long t, long c, long z) {
        long index = 0;
        for (Dim dim : dims) {
            long at = dim.axis() == Axis.T ? t : dim.axis() == Axis.Z ? z : dim.axis() == Axis.C ? c / samples() : 0;
            index = index * dim.size() + at;
        }
        return index;
    }

    int samples() {
        return series.levels().getFirst().samples();
    }

    Grid grid(int level) {
        Layout full = series.levels().getFirst();
        Grid grid = Grid.of(axes, shape(full));
        for (Axis axis : axes) {
            Double declared = options.pixelSize().get(axis);
            if (declared != null) {
                grid = grid.withSpacing(Map.of(axis, declared), options.unit());
            } else if (series.spacing().containsKey(axis)) {
                Unit unit = series.spacing().get(axis).unit();
                grid = grid.withSpacing(Map.of(axis, series.spacing().get(axis).size()), unit);
            }
        }
        return level == 0 ? grid : reduced(grid, full, series.levels().get(level), level);
    }

    private long[] shape(Layout layout) {
        long[] shape = new long[axes.count()];
        for (int d = 0; d < shape.length; d++) {
            shape[d] = shape(axes.get(d), layout);
        }
        return shape;
    }

    /** Voxels of a level cover whole numbers of voxels of the full one where that explains the sizes. */
    private Grid reduced(Grid full, Layout from, Layout to, int level) {
        double[] step = new double[axes.count()];
        double[] offset = new double[axes.count()];
        Map<Axis, Double> factors = new EnumMap<>(Axis.class);
        factors.put(Axis.Y, factor(from.height(), to.height()));
        factors.put(Axis.X, factor(from.width(), to.width()));
        for (int d = 0; d < step.length; d++) {
            step[d] = factors.getOrDefault(axes.get(d), 1.0);
            offset[d] = (step[d] - 1) / 2;
        }
        return full.resampled(shape(to), step, offset, level);
    }

    private static double factor(int large, int small) {
        double exact = (double) large / small;
        long whole = Math.round(exact);
        boolean explains = large / whole == small || (large + whole - 1) / whole == small;
        return explains ? whole : exact;
    }

    static String place(Series series) {
        return series.first().source().path() + ", " + series.name();
    }
}
