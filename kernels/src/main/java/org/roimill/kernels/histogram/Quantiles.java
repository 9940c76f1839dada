package org.roimill.kernels.histogram;

import java.util.Arrays;
import java.util.TreeSet;
import org.roimill.core.pixel.DType;
import org.roimill.kernels.order.Keys;

/**
 * Percentiles with linear interpolation, to the last bit those of NumPy for an array of percentages. They are found in
 * rounds: hand out a {@link #tally}, let it count all voxels, {@link #refine} by it, until {@link #done}. Types of 8 and
 * 16 bits take one round, of 32 bits two, of 64 bits four. Immutable.
 *
 * <p>NaN is left out and counted apart. Two wilful differences from NumPy: where the difference of two neighbouring
 * signed integers does not fit into their type, NumPy wraps and this does not; and a percentile that falls on a voxel
 * is that voxel, also beside infinity, where NumPy says NaN.
 */
public final class Quantiles {
    private final DType type;
    private final double[] percent;
    private final int round;
    /** The upper bits, found so far, of the keys that are sought, ascending; one empty prefix at the start. */
    private final long[] prefixes;
    /** The places in sorted order that are sought, ascending; empty before the number of voxels is known. */
    private final long[] ranks;
    /** For each rank, its key as far as it is known, and how many voxels with the same prefix lie before it. */
    private final long[] keys;

    private final long[] within;
    private final long count;
    private final long nans;

    private Quantiles(
            DType type, double[] percent, int round, long[] ranks, long[] keys, long[] within, long count, long nans) {
        this.type = type;
        this.percent = percent;
        this.round = round;
        this.ranks = ranks;
        this.keys = keys;
        this.within = within;
        this.count = count;
        this.nans = nans;
        this.prefixes =
                round == 0 ? new long[1] : Arrays.stream(keys).distinct().toArray();
    }

    /** The question, before anything was counted. */
    public static Quantiles of(DType type, double... percent) {
        for (double p : percent) {
            if (!(p >= 0 && p <= 100)) {
                throw new IllegalArgumentException("a percentile of " + p);
            }
        }
        return new Quantiles(type, percent.clone(), 0, new long[0], new long[0], new long[0], 0, 0);
    }

    public boolean done() {
        return round == Tally.rounds(type);
    }

    /** An empty tally of this round. */
    public Tally tally() {
        if (done()) {
            throw new IllegalStateException("all rounds have been counted");
        }
        return new Tally(type, round, prefixes);
    }

    /** The next round's question, by what all voxels together answered to this. */
    public Quantiles refine(Tally all) {
        if (round > 0) {
            return refine(all, ranks, keys, within, count, nans);
        }
        long[] bins = all.counts(0);
        // Keys put NaN last, and nothing else shares its bin.
        long missing = type.isFloating() ? bins[bins.length - 1] : 0;
        long present = Arrays.stream(bins).sum() - missing;
        TreeSet<Long> places = new TreeSet<>();
        for (double p : percent) {
            if (present > 0) {
                places.add(below(p, present));
                places.add(above(p, present));
            }
        }
        long[] sought = places.stream().mapToLong(Long::longValue).toArray();
        return refine(all, sought, new long[sought.length], sought.clone(), present, missing);
    }

    private Quantiles refine(Tally all, long[] sought, long[] known, long[] before, long present, long missing) {
        long[] nextKeys = new long[sought.length];
        long[] nextWithin = new long[sought.length];
        for (int r = 0; r < sought.length; r++) {
            long[] bins = all.counts(Arrays.binarySearch(prefixes, known[r]));
            long left = before[r];
            int bin = 0;
            while (left >= bins[bin]) {
                left -= bins[bin++];
            }
            nextKeys[r] = known[r] << 16 | bin;
            nextWithin[r] = left;
        }
        return new Quantiles(type, percent, round + 1, sought, nextKeys, nextWithin, present, missing);
    }

    private static double place(double percent, long count) {
        return (count - 1) * (percent / 100);
    }

    private static long below(double percent, long count) {
        return Math.min(count - 1, (long) Math.floor(place(percent, count)));
    }

    private static long above(double percent, long count) {
        return Math.min(count - 1, (long) Math.floor(place(percent, count)) + 1);
    }

    /** How many voxels were counted, without NaN. */
    public long count() {
        return count;
    }

    public long nans() {
        return nans;
    }

    /** The percentiles, in the order in which they were asked for; NaN where nothing was counted. */
    public double[] values() {
        if (!done()) {
            throw new IllegalStateException("round " + round + " of " + Tally.rounds(type) + " is still to be counted");
        }
        double[] values = new double[percent.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = count == 0 ? Double.NaN : interpolate(percent[i]);
        }
        return values;
    }

    private double interpolate(double p) {
        double place = place(p, count);
        long low = key(below(p, count));
        long high = key(above(p, count));
        double a = Keys.value(type, low);
        double b = Keys.value(type, high);
        double step = switch (type) {
            case F64 -> b - a;
            case F32 -> (float) b - (float) a;
            case F16 -> Float.float16ToFloat(Float.floatToFloat16((float) b - (float) a));
            case U64, I64 -> Keys.value(DType.U64, (high - low) ^ Long.MIN_VALUE);
            default -> b - a;
        };
        double t = place - Math.floor(place);
        if (t == 0 || low == high) {
            return a;
        }
        return t >= 0.5 ? b - step * (1 - t) : a + step * t;
    }

    /** The signed key at a place in sorted order. */
    private long key(long rank) {
        return keys[Arrays.binarySearch(ranks, rank)] + Keys.least(type);
    }
}
