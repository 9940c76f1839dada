package org.roimill.kernels.normal;

import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.space.Region;
import org.roimill.kernels.separable.Gaussian;

/**
 * Scales a plane between percentiles that change from place to place: those of overlapping tiles, smoothed over the
 * tiles and interpolated. In three steps, so that a large plane is never whole in memory: {@link #ends} of each
 * {@link #tile}, {@link #field} of them all, {@link Field#apply} to any part. One channel. Immutable.
 */
public final class TileNorm {
    private static final double OVERLAP = 0.1;
    /** Tiles whose ends lie nearer are flat. */
    private static final double LEAST = 1e-3;

    private final long[] size;
    private final long[] side = new long[2];
    private final long[][] starts = new long[2][];
    private final boolean asCellpose;

    /** The low and the high end of one tile. */
    public record Ends(float low, float high) {
        boolean isFlat() {
            return (double) high - low < LEAST;
        }
    }

    /**
     * For planes of that size.
     *
     * @param block the side of a tile
     * @param asCellpose Cellpose 4.1.1 smooths along y alone, and then takes the first row of tiles for all rows
     */
    public TileNorm(long height, long width, long block, boolean asCellpose) {
        if (block < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(block + " in " + height + " x " + width);
        }
        this.size = new long[] {height, width};
        this.asCellpose = asCellpose;
        for (int d = 0; d < 2; d++) {
            side[d] = Math.min(block, size[d]);
            starts[d] = starts(size[d], block);
        }
    }

    /** Evenly spread, the last flush with the end, each rounded down. */
    private static long[] starts(long size, long block) {
        int n = size <= block ? 1 : (int) Math.ceil((1 + 2 * OVERLAP) * size / block);
        long[] starts = new long[n];
        double step = n == 1 ? 0 : (double) (size - block) / (n - 1);
        for (int k = 0; k < n; k++) {
            starts[k] = k > 0 && k == n - 1 ? size - block : (long) (k * step);
        }
        return starts;
    }

    public int rows() {
        return starts[0].length;
    }

    public int columns() {
        return starts[1].length;
    }

    /** Where a tile lies in the plane, whose corner is the origin. */
    public Region tile(int row, int column) {
        return Region.at(new long[] {starts[0][row], starts[1][column]}, side);
    }

    /** Of the pixels of one tile, linear between the two nearest. */
    public static Ends ends(Block tile, double low, double high) {
        float[] sorted = new float[Math.toIntExact(tile.voxels())];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (float) tile.get(i);
        }
        Arrays.sort(sorted);
        return new Ends(percentile(sorted, low), percentile(sorted, high));
    }

    private static float percentile(float[] sorted, double percent) {
        double place = (sorted.length - 1) * percent / 100;
        int below = Math.min(sorted.length - 1, (int) place);
        int above = Math.min(sorted.length - 1, below + 1);
        return (float) (sorted[below] + (double) (sorted[above] - sorted[below]) * (place - below));
    }

    /** From the ends of all tiles, row by row. A flat tile takes those of the nearest that isn't. */
    public Field field(Ends[] tiles) {
        if (tiles.length != rows() * columns()) {
            throw new IllegalArgumentException(tiles.length + " ends of " + rows() + " x " + columns() + " tiles");
        }
        double[] low = new double[tiles.length];
        double[] high = new double[tiles.length];
        for (int k = 0; k < tiles.length; k++) {
            int from = nearest(tiles, k);
            low[k] = from < 0 ? 0 : tiles[from].low;
            high[k] = from < 0 ? 1 : tiles[from].high;
        }
        return new Field(smooth(low), smooth(high));
    }

    /** The nearest tile that isn't flat, the first of equally near ones; -1 where all are flat. */
    private int nearest(Ends[] tiles, int k) {
        double best = Double.MAX_VALUE;
        int found = -1;
        for (int j = 0; j < tiles.length; j++) {
            double dy = j / columns() - k / columns();
            double dx = j % columns() - k % columns();
            double distance = dy * dy + dx * dx;
            if (distance < best && !tiles[j].isFlat()) {
                best = distance;
                found = j;
            }
        }
        return found;
    }

    private double[] smooth(double[] values) {
        double[] out = along(values, rows(), columns(), columns(), 1);
        if (!asCellpose) {
            return along(out, columns(), 1, rows(), columns());
        }
        for (int k = columns(); k < out.length; k++) {
            out[k] = out[k % columns()];
        }
        return out;
    }

    /** A Gaussian of one tile along lines of {@code n} values; beyond the ends they are mirrored, the last repeated. */
    private static double[] along(double[] values, int n, int step, int lines, int lineStep) {
        double[] weights = Gaussian.weights(1, Gaussian.TRUNCATE);
        int radius = weights.length / 2;
        double[] out = new double[values.length];
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int k = -radius; k <= radius; k++) {
                    int at = Math.floorMod(i + k, 2 * n);
                    at = at < n ? at : 2 * n - 1 - at;
                    sum += weights[radius + k] * values[line * lineStep + at * step];
                }
                out[line * lineStep + i * step] = sum;
            }
        }
        return out;
    }

    /** The ends at every pixel. */
    public final class Field {
        private final double[] low;
        private final double[] high;

        private Field(double[] low, double[] high) {
            this.low = low;
            this.high = high;
        }

        /** Scales any part of the plane; both blocks cover the same. */
        public void apply(Block in, Block out) {
            Region part = out.region();
            if (!in.region().equals(part) || !Region.ofShape(size).contains(part)) {
                throw new IllegalArgumentException(in + " and " + out + " in a plane of " + Arrays.toString(size));
            }
            int width = Math.toIntExact(part.size(1));
            double[] line = new double[width];
            double[] rowLow = new double[columns()];
            double[] rowHigh = new double[columns()];
            for (long y = 0; y < part.size(0); y++) {
                Convert.load(in, y * width, line, width);
                double row = place(part.min(0) + y, 0);
                mix(low, row, rowLow);
                mix(high, row, rowHigh);
                for (int x = 0; x < width; x++) {
                    double column = place(part.min(1) + x, 1);
                    double from = between(rowLow, column);
                    line[x] = (line[x] - from) / (between(rowHigh, column) - from);
                }
                Convert.store(line, out, y * width, width);
            }
        }

        /** Where a pixel lies among the tiles, both edge to edge, none beyond the middle of the first and the last. */
        private double place(long pixel, int axis) {
            int n = starts[axis].length;
            return Math.clamp((pixel + 0.5) * n / size[axis] - 0.5, 0, n - 1);
        }

        private void mix(double[] values, double row, double[] to) {
            int above = (int) row;
            int below = Math.min(above + 1, rows() - 1);
            for (int k = 0; k < to.length; k++) {
                double a = values[above * columns() + k];
                to[k] = a + (values[below * columns() + k] - a) * (row - above);
            }
        }

        private double between(double[] values, double place) {
            int left = (int) place;
            double a = values[left];
            return a + (values[Math.min(left + 1, values.length - 1)] - a) * (place - left);
        }
    }
}
