package org.roimill.kernels.normal;

import java.util.Arrays;
import java.util.List;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.space.Region;

/**
 * Smooths and sharpens a plane as Cellpose does: the plane, repeated without end, is correlated with the difference of
 * two Gaussians that are as large as itself. Both are sampled from -h/2 to h/2 + 1 along y and x alike, h being the
 * height, so that they lie half a pixel off and, where the plane isn't square, are wider along one axis; that is kept.
 * Gaussians are products of one along y and one along x, so sums of rows and then along a row give what Cellpose's
 * Fourier transforms do. Immutable.
 */
public final class Sharpen {
    /** Of the largest weight; what is less does not show in f64. */
    private static final double NEGLIGIBLE = 1e-18;

    private final int height;
    private final int width;
    private final List<Term> terms;
    /** The weight of the pixel itself, beside the terms. */
    private final double self;

    /** A run of weights along one axis; the first lies at {@code first} from the pixel. */
    private record Weights(int first, double[] values) {}

    private record Term(Weights y, Weights x, double sign) {}

    private Sharpen(int height, int width, List<Term> terms, double self) {
        this.height = height;
        this.width = width;
        this.terms = terms;
        this.self = self;
    }

    /**
     * For planes of that size.
     *
     * @param smooth the sigma of the Gaussian that smooths, 0 for none
     * @param sharpen the sigma of the Gaussian that is taken away, 0 for none
     */
    public static Sharpen of(int height, int width, double smooth, double sharpen) {
        if (height < 2 || width < 2) {
            throw new IllegalArgumentException("a plane of " + height + " x " + width);
        }
        if (smooth > 0) {
            Term plus = term(height, width, smooth, 1);
            List<Term> terms = sharpen > 0 ? List.of(plus, term(height, width, sharpen, -1)) : List.of(plus);
            return new Sharpen(height, width, terms, 0);
        }
        if (!(sharpen > 0)) {
            return new Sharpen(height, width, List.of(), 1);
        }
        // Cellpose sets the middle of the kernel to one, whatever the Gaussian is there.
        double middle = gaussian(height, height, sharpen)[height / 2] * gaussian(height, width, sharpen)[width / 2];
        return new Sharpen(height, width, List.of(term(height, width, sharpen, -1)), 1 + middle);
    }

    private static Term term(int height, int width, double sigma, double sign) {
        return new Term(weights(gaussian(height, height, sigma)), weights(gaussian(height, width, sigma)), sign);
    }

    /** From {@code -height / 2} to {@code height / 2 + 1} in {@code size} samples that add up to one. */
    private static double[] gaussian(int height, int size, double sigma) {
        double[] g = new double[size];
        double total = 0;
        for (int i = 0; i < size; i++) {
            double at = -height / 2.0 + i * ((height + 1.0) / (size - 1));
            g[i] = Math.exp(-at * at / (2 * sigma * sigma));
            total += g[i];
        }
        for (int i = 0; i < size; i++) {
            g[i] /= total;
        }
        return g;
    }

    private static Weights weights(double[] g) {
        double least = NEGLIGIBLE * Arrays.stream(g).max().orElse(0);
        int from = 0;
        int to = g.length;
        while (g[from] < least) {
            from++;
        }
        while (g[to - 1] < least) {
            to--;
        }
        return new Weights(from - g.length / 2, Arrays.copyOfRange(g, from, to));
    }

    /** Fills any part of the plane. {@code plane} is the whole. */
    public void apply(Block plane, Block out) {
        Region whole = plane.region();
        Region part = out.region();
        if (whole.size(0) != height || whole.size(1) != width || !whole.contains(part)) {
            throw new IllegalArgumentException(
                    plane + " and " + out + ": a plane of " + height + " x " + width + " is needed");
        }
        int n = Math.toIntExact(part.size(1));
        int left = Math.toIntExact(part.min(1) - whole.min(1));
        double[] line = new double[width];
        double[] column = new double[width];
        double[] sum = new double[n];
        for (long y = 0; y < part.size(0); y++) {
            int row = Math.toIntExact(part.min(0) - whole.min(0) + y);
            Convert.load(plane, (long) row * width, line, width);
            for (int x = 0; x < n; x++) {
                sum[x] = self * line[left + x];
            }
            for (Term term : terms) {
                sumRows(plane, row, term.y, line, column);
                sumAlong(column, left, term, sum);
            }
            Convert.store(sum, out, y * n, n);
        }
    }

    private void sumRows(Block plane, int row, Weights weights, double[] line, double[] column) {
        Arrays.fill(column, 0);
        for (int k = 0; k < weights.values.length; k++) {
            long from = Math.floorMod(row + weights.first + k, height);
            Convert.load(plane, from * width, line, width);
            double weight = weights.values[k];
            for (int x = 0; x < width; x++) {
                column[x] += line[x] * weight;
            }
        }
    }

    private void sumAlong(double[] column, int left, Term term, double[] sum) {
        double[] weights = term.x.values;
        for (int x = 0; x < sum.length; x++) {
            int at = Math.floorMod(left + x + term.x.first, width);
            double total = 0;
            for (double weight : weights) {
                total += column[at] * weight;
                at = at + 1 == width ? 0 : at + 1;
            }
            sum[x] += term.sign * total;
        }
    }
}
