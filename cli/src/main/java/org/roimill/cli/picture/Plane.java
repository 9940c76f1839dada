package org.roimill.cli.picture;

import java.lang.foreign.Arena;
import org.roimill.core.element.Pixels;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;

/** One channel of the first time point and the middle slice, every {@code step}-th pixel of it. */
record Plane(int width, int height, double[] values) {
    private static final long BAND = 16L << 20;

    static Plane of(Pixels pixels, long channel, int step) {
        Grid grid = pixels.spec().grid();
        int width = side(grid, Axis.X, step);
        int height = side(grid, Axis.Y, step);
        double[] values = new double[Math.multiplyExact(width, height)];
        long band = Math.max(
                1, BAND / Math.max(1, grid.size(Axis.X) * pixels.spec().dtype().bytes()));
        for (long y = 0; y < grid.size(Axis.Y); y += band) {
            long end = Math.min(grid.size(Axis.Y), y + band);
            Region region = region(grid, channel, y, end);
            try (Arena arena = Arena.ofConfined()) {
                Block block = Block.zeros(pixels.spec().dtype(), region, arena);
                pixels.read(block);
                for (long row = Math.ceilDiv(y, step) * step; row < end; row += step) {
                    int to = (int) (row / step) * width;
                    long from = (row - y) * grid.size(Axis.X);
                    for (int x = 0; x < width; x++) {
                        values[to + x] = block.get(from + (long) x * step);
                    }
                }
            }
        }
        return new Plane(width, height, values);
    }

    private static int side(Grid grid, Axis axis, int step) {
        return (int) Math.ceilDiv(grid.size(axis), (long) step);
    }

    private static Region region(Grid grid, long channel, long y, long end) {
        Axes axes = grid.axes();
        Region region = grid.region();
        for (int d = 0; d < axes.count(); d++) {
            long at = switch (axes.get(d)) {
                case C -> channel;
                case Z -> grid.size(Axis.Z) / 2;
                default -> 0;
            };
            region = switch (axes.get(d)) {
                case X -> region;
                case Y -> region.with(d, y, end);
                default -> region.with(d, at, at + 1);
            };
        }
        return region;
    }
}
