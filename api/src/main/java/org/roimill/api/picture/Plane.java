package org.roimill.api.picture;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.roimill.core.element.Pixels;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;

/** One channel of the first time point and the middle slice, made small: by every {@code step}-th pixel, or by means. */
record Plane(int width, int height, double[] values) {
    private static final long BAND = 16L << 20;

    static Plane of(Pixels pixels, long channel, int step) {
        Grid grid = pixels.spec().grid();
        int width = side(grid, Axis.X, step);
        int height = side(grid, Axis.Y, step);
        double[] values = new double[Math.multiplyExact(width, height)];
        rows(pixels, channel, Window.all(grid), (row, block, from) -> {
            if (row % step == 0) {
                int to = (int) (row / step) * width;
                for (int x = 0; x < width; x++) {
                    values[to + x] = block.get(from + (long) x * step);
                }
            }
        });
        return new Plane(width, height, values);
    }

    /** A window made smaller: each pixel the mean of those that it covers, what is no number left out. */
    static Plane mean(Pixels pixels, long channel, Window window, int height, int width) {
        int rows = (int) Math.min(height, window.height());
        int columns = (int) Math.min(width, window.width());
        double[] sums = new double[rows * columns];
        int[] counts = new int[sums.length];
        int[] column = new int[(int) window.width()];
        for (int x = 0; x < column.length; x++) {
            column[x] = (int) ((long) x * columns / window.width());
        }
        rows(pixels, channel, window, (row, block, from) -> {
            int to = (int) (row * rows / window.height()) * columns;
            for (int x = 0; x < column.length; x++) {
                double value = block.get(from + x);
                if (!Double.isNaN(value)) {
                    sums[to + column[x]] += value;
                    counts[to + column[x]]++;
                }
            }
        });
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i] == 0 ? Double.NaN : sums[i] / counts[i];
        }
        return new Plane(columns, rows, sums).enlarged(height, width);
    }

    /** A window made smaller: each pixel the one in the middle of those that it covers. */
    static Plane nearest(Pixels pixels, long channel, Window window, int height, int width) {
        int rows = (int) Math.min(height, window.height());
        int columns = (int) Math.min(width, window.width());
        double[] values = new double[rows * columns];
        long[] middleRows = middles(rows, window.height());
        long[] middleColumns = middles(columns, window.width());
        rows(pixels, channel, window, (row, block, from) -> {
            int y = Arrays.binarySearch(middleRows, row);
            for (int x = 0; y >= 0 && x < columns; x++) {
                values[y * columns + x] = block.get(from + middleColumns[x]);
            }
        });
        return new Plane(columns, rows, values).enlarged(height, width);
    }

    /** The middle of each of so many equal parts, which are no more than there are pixels. */
    private static long[] middles(int parts, long size) {
        return IntStream.range(0, parts)
                .mapToLong(i -> (2L * i + 1) * size / (2L * parts))
                .toArray();
    }

    double at(int y, int x) {
        return values[y * width + x];
    }

    /** True if a neighbour along an axis has another value. */
    boolean isEdge(int y, int x) {
        double v = at(y, x);
        return (x > 0 && at(y, x - 1) != v)
                || (y > 0 && at(y - 1, x) != v)
                || (x + 1 < width && at(y, x + 1) != v)
                || (y + 1 < height && at(y + 1, x) != v);
    }

    private Plane enlarged(int rows, int columns) {
        if (rows == height && columns == width) {
            return this;
        }
        double[] more = new double[rows * columns];
        for (int y = 0; y < rows; y++) {
            int from = (int) ((long) y * height / rows) * width;
            for (int x = 0; x < columns; x++) {
                more[y * columns + x] = values[from + (int) ((long) x * width / columns)];
            }
        }
        return new Plane(columns, rows, more);
    }

    /** A rectangle of the plane. */
    record Window(long top, long left, long height, long width) {
        static Window all(Grid grid) {
            return new Window(0, 0, grid.size(Axis.Y), grid.size(Axis.X));
        }

        /** A part of the plane around its middle, at least one pixel of it. */
        static Window middle(Grid grid, double partY, double partX) {
            long height = Math.max(1, Math.round(partY * grid.size(Axis.Y)));
            long width = Math.max(1, Math.round(partX * grid.size(Axis.X)));
            return new Window((grid.size(Axis.Y) - height) / 2, (grid.size(Axis.X) - width) / 2, height, width);
        }
    }

    private interface Row {
        /** {@code row} counts from the top of the window; its pixels stand in the block from {@code from} on. */
        void take(long row, Block block, long from);
    }

    /** Band by band, so that little of it is in memory at once. */
    private static void rows(Pixels pixels, long channel, Window window, Row taker) {
        Grid grid = pixels.spec().grid();
        long band = Math.max(
                1, BAND / Math.max(1, window.width() * pixels.spec().dtype().bytes()));
        for (long y = 0; y < window.height(); y += band) {
            long end = Math.min(window.height(), y + band);
            try (Arena arena = Arena.ofConfined()) {
                Region region = region(grid, channel, window, y, end);
                Block block = Block.zeros(pixels.spec().dtype(), region, arena);
                pixels.read(block);
                for (long row = y; row < end; row++) {
                    taker.take(row, block, (row - y) * window.width());
                }
            }
        }
    }

    private static int side(Grid grid, Axis axis, int step) {
        return (int) Math.ceilDiv(grid.size(axis), (long) step);
    }

    private static Region region(Grid grid, long channel, Window window, long y, long end) {
        Axes axes = grid.axes();
        Region region = grid.region();
        for (int d = 0; d < axes.count(); d++) {
            long at = switch (axes.get(d)) {
                case C -> channel;
                case Z -> grid.size(Axis.Z) / 2;
                default -> 0;
            };
            region = switch (axes.get(d)) {
                case X -> region.with(d, window.left(), window.left() + window.width());
                case Y -> region.with(d, window.top() + y, window.top() + end);
                default -> region.with(d, at, at + 1);
            };
        }
        return region;
    }
}
