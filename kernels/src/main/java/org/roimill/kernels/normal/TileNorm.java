package org.roimill.kernels.normal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.Convert;
import org.roimill.core.space.Region;
import org.roimill.kernels.separable.Gaussian;

/**
 * Scales a plane between percentiles that change from place to place: those of overlapping tiles, smoothed over the
 * tiles and interpolated. In three steps, so that a large plane is never whole in memory: {@link #ends} of each
 * {@link #tile}, {@link #fields} of them all, {@link Field#apply} to any part. One channel. Immutable.
 */
public final class TileNorm {
    private static final double OVERLAP = 0.1;
    /** Tiles whose ends lie nearer are flat. */
    private static final double LEAST = 1e-3;

    private final long[] size;
    private final long[] side = new long[2];
    private final long[][] starts = new long[2][];

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
     */
    public TileNorm(long height, long width, long block) {
        if (block < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(block + " in " + height + " x " + width);
        }
        this.size = new long[] {height, width};
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

    /**
     * How ends are smoothed from tile to tile, and from plane to plane of a stack.
     *
     * @param together whether all planes get the mean
     * @param sigma from plane to plane, where each keeps its own; 0 for none
     * @param asCellpose along y and, by one tile, z, but not along x; what is together is smoothed along y once more, by
     *     {@code sigma} or else by one
     */
    public record Smoothing(boolean together, double sigma, boolean asCellpose) {}

    /**
     * A field for each plane, from the ends of its tiles row by row. A flat tile takes those of the nearest in its plane
     * that isn't. A plane of flat tiles takes those of the nearest plane, or stays as it is with {@code asCellpose}.
     */
    public List<Field> fields(List<Ends[]> planes, Smoothing how) {
        double[] low = new double[planes.size() * rows() * columns()];
        double[] high = new double[low.length];
        for (int z = 0; z < planes.size(); z++) {
            Ends[] tiles = planes.get(z);
            if (tiles.length != rows() * columns()) {
                throw new IllegalArgumentException(tiles.length + " ends of " + rows() + " x " + columns() + " tiles");
            }
            Ends[] source = how.asCellpose ? tiles : planes.get(nearestPlane(planes, z));
            for (int k = 0; k < tiles.length; k++) {
                int from = nearest(source, k);
                low[z * tiles.length + k] = from >= 0 ? source[from].low : how.asCellpose ? 0 : Double.NaN;
                high[z * tiles.length + k] = from >= 0 ? source[from].high : how.asCellpose ? 1 : Double.NaN;
            }
        }
        double[] smoothLow = smooth(low, planes.size(), how);
        double[] smoothHigh = smooth(high, planes.size(), how);
        int tiles = rows() * columns();
        return IntStream.range(0, planes.size())
                .mapToObj(z -> field(
                        Arrays.copyOfRange(smoothLow, z * tiles, (z + 1) * tiles),
                        Arrays.copyOfRange(smoothHigh, z * tiles, (z + 1) * tiles)))
                .toList();
    }

    /** From ends at the middle of each tile, row by row. */
    public Field field(double[] low, double[] high) {
        return new Field(low, high);
    }

    /** The nearest plane in which not all is flat; the plane itself where there is none. */
    private static int nearestPlane(List<Ends[]> planes, int z) {
        for (int by = 0; by < planes.size(); by++) {
            for (int other : new int[] {z - by, z + by}) {
                if (other >= 0
                        && other < planes.size()
                        && !Arrays.stream(planes.get(other)).allMatch(Ends::isFlat)) {
                    return other;
                }
            }
        }
        return z;
    }

    /** The nearest tile that isn't flat, the first of equally near ones; -1 where all are flat. */
    private int nearest(Ends[] tiles, int k) {
        if (!tiles[k].isFlat()) {
            return k;
        }
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

    private double[] smooth(double[] values, int planes, Smoothing how) {
        int tiles = rows() * columns();
        double between = how.asCellpose ? 1 : how.together ? 0 : how.sigma;
        double[] out = along(values, between, planes, tiles);
        out = along(out, 1, rows(), columns());
        if (!how.asCellpose) {
            out = along(out, 1, columns(), 1);
        } else if (how.together) {
            out = along(out, how.sigma > 0 ? how.sigma : 1, rows(), columns());
        }
        if (how.together) {
            for (int k = 0; k < tiles; k++) {
                double sum = 0;
                for (int z = 0; z < planes; z++) {
                    sum += out[z * tiles + k];
                }
                for (int z = 0; z < planes; z++) {
                    out[z * tiles + k] = sum / planes;
                }
            }
        }
        return out;
    }

    /** A Gaussian along the axis with {@code n} values that lie {@code step} apart; mirrored, the last repeated. */
    private static double[] along(double[] values, double sigma, int n, int step) {
        if (sigma <= 0 || n == 1) {
            return values;
        }
        double[] weights = Gaussian.weights(sigma, Gaussian.TRUNCATE);
        int radius = weights.length / 2;
        double[] out = new double[values.length];
        for (int k = 0; k < values.length; k++) {
            int at = k / step % n;
            double sum = 0;
            for (int j = -radius; j <= radius; j++) {
                int from = (int) Border.REFLECT.map(at + j, n);
                sum += weights[radius + j] * values[k + (from - at) * step];
            }
            out[k] = sum;
        }
        return out;
    }

    /** The ends at every pixel. */
    public final class Field {
        private final double[] low;
        private final double[] high;

        private Field(double[] low, double[] high) {
            this.low = low.clone();
            this.high = high.clone();
        }

        /** At the middle of each tile, row by row. */
        public double[] low() {
            return low.clone();
        }

        public double[] high() {
            return high.clone();
        }

        /**
         * Scales any part of the plane; both blocks cover the same. Where there is no range the result is 0.
         *
         * @param invert whether the low end becomes 1 and the high end 0
         */
        public void apply(Block in, boolean invert, Block out) {
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
                    double range = between(rowHigh, column) - from;
                    double scaled = (line[x] - from) / range;
                    line[x] = !(range > 0) ? 0 : invert ? 1 - scaled : scaled;
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
