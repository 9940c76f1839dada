package org.roimill.kernels.threshold;

import org.roimill.core.pixel.DType;
import org.roimill.kernels.histogram.Quantiles;
import org.roimill.kernels.order.Keys;

/**
 * One threshold for a whole image, in rounds: hand out a {@link #look}, show it all voxels, {@link #refine} by it,
 * until {@link #done}. Foreground is what is above the threshold. Immutable.
 *
 * <p>Integers of 8 and 16 bits take one round over a histogram of single values. All others take one for their range
 * and one for 256 bins between its ends (Otsu, triangle), or one for each step of the iteration (Li), which goes on
 * until it stays. So does scikit-image, but for two things: it gives 32-bit integers a bin for each value as well; and
 * with floats it ends Li's iteration when a step is below half of the least difference between two values.
 */
public final class ThresholdSearch {
    private static final int BINS = 256;
    /** More steps than Li's iteration was ever seen to take. */
    private static final int STEPS = 200;

    private final AutoThreshold method;
    private final DType type;
    private final boolean done;
    private final double value;
    /** What was learned of the range; null before. */
    private final Look.Range range;

    private final int steps;

    private ThresholdSearch(AutoThreshold method, DType type, boolean done, double value, Look.Range range, int steps) {
        this.method = method;
        this.type = type;
        this.done = done;
        this.value = value;
        this.range = range;
        this.steps = steps;
    }

    public static ThresholdSearch of(AutoThreshold method, DType type) {
        return new ThresholdSearch(method, type, false, Double.NaN, null, 0);
    }

    public boolean done() {
        return done;
    }

    /** The threshold; NaN, which nothing is above, where no value is finite. */
    public double value() {
        if (!done) {
            throw new IllegalStateException("the threshold is still to be found");
        }
        return value;
    }

    /** An empty look for this round. */
    public Look look() {
        if (type.bytes() <= 2 && type.isInteger()) {
            return new Look.Values(Quantiles.of(type).tally());
        }
        if (range == null) {
            return new Look.Range();
        }
        return method == AutoThreshold.LI ? new Look.Sides(value, range.least) : new Look.Binned(edges(), BINS);
    }

    /** The next round's search, by what all voxels together answered to this. */
    public ThresholdSearch refine(Look all) {
        return switch (all) {
            case Look.Values values -> found(Bins.ofValues(values.tally.counts(), (double) Keys.least(type)));
            case Look.Range seen -> ranged(seen);
            case Look.Binned binned -> found(new Bins(binned.counts, this::centre));
            case Look.Sides sides -> stepped(sides);
        };
    }

    private ThresholdSearch found(Bins bins) {
        return at(bins == null ? Double.NaN : bins.threshold(method));
    }

    private ThresholdSearch at(double threshold) {
        return new ThresholdSearch(method, type, true, threshold, range, steps);
    }

    private ThresholdSearch ranged(Look.Range seen) {
        if (seen.count == 0 || seen.least == seen.most) {
            return at(seen.count == 0 ? Double.NaN : seen.least);
        }
        return new ThresholdSearch(method, type, false, seen.sum / seen.count - seen.least, seen, 0);
    }

    private ThresholdSearch stepped(Look.Sides sides) {
        double back = sides.sums[0] / sides.counts[0];
        // With no value above, rounding put the mean of nearly equal values on the greatest.
        if (back == 0 || sides.counts[1] == 0) {
            return at(value + range.least);
        }
        double next = Bins.between(back, sides.sums[1] / sides.counts[1]);
        boolean stays = next >= sides.below && next < sides.above;
        if (stays || steps == STEPS) {
            return at(next + range.least);
        }
        return new ThresholdSearch(method, type, false, next, range, steps + 1);
    }

    /** As NumPy's: with f32 in f32. */
    private double edge(int i) {
        if (i == BINS) {
            return range.most;
        }
        if (type == DType.F32) {
            float step = ((float) range.most - (float) range.least) / BINS;
            return (float) i * step + (float) range.least;
        }
        return i * ((range.most - range.least) / BINS) + range.least;
    }

    private double[] edges() {
        double[] edges = new double[BINS + 1];
        for (int i = 0; i <= BINS; i++) {
            edges[i] = edge(i);
        }
        return edges;
    }

    private double centre(int bin) {
        double sum = edge(bin) + edge(bin + 1);
        return type == DType.F32 ? (float) sum / 2 : sum / 2;
    }
}
