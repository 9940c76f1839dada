package org.roimill.kernels.separable;

import java.util.Arrays;
import java.util.Collections;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.space.Region;

/**
 * Sums by {@link Taps} along every axis of a block of one to three dimensions. All sums are made in f64 and rounded
 * once, when the result is stored. One plane after the other is summed along the first axis, its rows along the
 * second, and a row along itself: rows are contiguous, so the loops are vectorised whatever the axis, and scratch is
 * one plane (of two-dimensional blocks one row).
 */
public final class Separable {
    private static final int PIECE = 512;

    private final Block in;
    private final Block out;
    private final Taps tapsA;
    private final Taps tapsB;
    private final Taps tapsC;
    private final Region source;
    private final Region target;
    private final int width;
    private final double[] plane;
    private final double[] line;
    private final double[] row;
    private final double[] result;
    private final double[] sum = new double[PIECE];
    private final double[] moved = new double[PIECE];

    private Separable(Block in, Block out, Taps... taps) {
        int n = taps.length;
        this.in = in;
        this.out = out;
        this.tapsA = n > 1 ? taps[0] : Taps.none();
        this.tapsB = n > 2 ? taps[1] : Taps.none();
        this.tapsC = taps[n - 1];
        this.source = volume(in.region());
        this.target = volume(out.region());
        this.width = Math.toIntExact(source.size(2));
        this.plane = new double[Math.toIntExact(source.size(1) * width)];
        this.line = new double[width];
        this.row = new double[width];
        this.result = new double[Math.toIntExact(target.size(2))];
    }

    /** What {@link #apply} reads for a part of the result. */
    public static Region inputFor(Region out, Taps... taps) {
        long[] min = new long[taps.length];
        long[] max = new long[taps.length];
        for (int d = 0; d < taps.length; d++) {
            min[d] = out.isEmpty() ? 0 : taps[d].low(out.min(d), out.max(d));
            max[d] = out.isEmpty() ? 0 : taps[d].high(out.min(d), out.max(d));
        }
        return Region.between(min, max);
    }

    /** Fills {@code out}; {@code in} covers what {@link #inputFor} says. Any two types; integers are rounded. */
    public static void apply(Block in, Block out, Taps... taps) {
        Region need = inputFor(out.region(), taps);
        if (!in.region().contains(need)) {
            throw new IllegalArgumentException(in + " does not cover " + need + ", which " + out + " needs");
        }
        if (!out.region().isEmpty()) {
            new Separable(in, out, taps).run();
        }
    }

    /** One correlation along one axis: {@code weights} has an odd number of elements, the middle one at the voxel. */
    public static void correlate(Block in, int axis, double[] weights, Block out) {
        Taps[] taps = Collections.nCopies(out.region().dims(), Taps.none()).toArray(Taps[]::new);
        taps[axis] = Taps.same(weights, weights.length / 2);
        apply(in, out, taps);
    }

    /** The box with axes of size 1 put in, so that it has three; two dimensions become the first and the last. */
    private static Region volume(Region region) {
        return switch (region.dims()) {
            case 1 -> Region.ofShape(1, 1).join(region);
            case 2 -> region.dims(0, 1).join(Region.ofShape(1)).join(region.dims(1, 2));
            case 3 -> region;
            default -> throw new IllegalArgumentException("a block of " + region.dims() + " dimensions");
        };
    }

    private void run() {
        long at = 0;
        for (long a = target.min(0); a < target.max(0); a++) {
            sumPlanes(a);
            for (long b = target.min(1); b < target.max(1); b++) {
                sumRows(b);
                if (tapsC.isSame()) {
                    slide();
                } else {
                    gather();
                }
                Convert.store(result, out, at, result.length);
                at += result.length;
            }
        }
    }

    /** Rows are summed in {@code row} and then put into their place in the plane. */
    private void sumPlanes(long a) {
        double[] weights = tapsA.weights(a);
        long first = tapsA.first(a) - source.min(0);
        for (int r = 0; r < plane.length; r += width) {
            Arrays.fill(row, 0, width, 0);
            for (int k = 0; k < weights.length; k++) {
                Convert.load(in, (first + k) * plane.length + r, line, width);
                accumulate(row, line, weights[k], width);
            }
            System.arraycopy(row, 0, plane, r, width);
        }
    }

    private void sumRows(long b) {
        double[] weights = tapsB.weights(b);
        int first = (int) (tapsB.first(b) - source.min(1));
        Arrays.fill(row, 0);
        for (int k = 0; k < weights.length; k++) {
            System.arraycopy(plane, (first + k) * width, line, 0, width);
            accumulate(row, line, weights[k], width);
        }
    }

    /** The same weights for every voxel: one after the other over a piece of the row that stays in the fastest cache. */
    private void slide() {
        double[] weights = tapsC.weights(target.min(2));
        int first = (int) (tapsC.first(target.min(2)) - source.min(2));
        for (int start = 0; start < result.length; start += PIECE) {
            int n = Math.min(PIECE, result.length - start);
            Arrays.fill(sum, 0);
            for (int k = 0; k < weights.length; k++) {
                // Moved to the start of an array, because only then the loop is vectorised.
                System.arraycopy(row, first + start + k, moved, 0, n);
                accumulate(sum, moved, weights[k], n);
            }
            System.arraycopy(sum, 0, result, start, n);
        }
    }

    private void gather() {
        for (int i = 0; i < result.length; i++) {
            double[] weights = tapsC.weights(target.min(2) + i);
            int first = (int) (tapsC.first(target.min(2) + i) - source.min(2));
            double total = 0;
            for (int k = 0; k < weights.length; k++) {
                total += weights[k] * row[first + k];
            }
            result[i] = total;
        }
    }

    private static void accumulate(double[] into, double[] from, double weight, int n) {
        for (int i = 0; i < n; i++) {
            into[i] += from[i] * weight;
        }
    }
}
