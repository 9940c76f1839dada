package org.roimill.kernels.threshold;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** A histogram whose first and last bins are not empty, and what is found in it. */
record Bins(long[] counts, IntToDoubleFunction centres) {
    /** Bins of one value each: what is left of {@code counts} without the empty ends. Null where all are empty. */
    static Bins ofValues(long[] counts, double first) {
        int low = 0;
        int high = counts.length;
        while (low < high && counts[low] == 0) {
            low++;
        }
        while (low < high && counts[high - 1] == 0) {
            high--;
        }
        double least = first + low;
        return low == high ? null : new Bins(Arrays.copyOfRange(counts, low, high), i -> least + i);
    }

    double threshold(AutoThreshold method) {
        if (counts.length == 1) {
            return centres.applyAsDouble(0);
        }
        return switch (method) {
            case OTSU -> otsu();
            case LI -> li();
            case TRIANGLE -> triangle();
        };
    }

    private double otsu() {
        int n = counts.length;
        double[] above = new double[n];
        double[] sumAbove = new double[n];
        for (int i = n - 1; i > 0; i--) {
            above[i] = counts[i] + (i + 1 < n ? above[i + 1] : 0);
            sumAbove[i] = counts[i] * centres.applyAsDouble(i) + (i + 1 < n ? sumAbove[i + 1] : 0);
        }
        double below = 0;
        double sumBelow = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        int best = 0;
        for (int i = 0; i + 1 < n; i++) {
            below += counts[i];
            sumBelow += counts[i] * centres.applyAsDouble(i);
            double apart = sumBelow / below - sumAbove[i + 1] / above[i + 1];
            double between = below * above[i + 1] * apart * apart;
            if (between > greatest) {
                greatest = between;
                best = i;
            }
        }
        return centres.applyAsDouble(best);
    }

    private double triangle() {
        int peak = 0;
        for (int i = 1; i < counts.length; i++) {
            peak = counts[i] > counts[peak] ? i : peak;
        }
        boolean right = peak < counts.length - 1 - peak;
        int end = right ? counts.length - 1 : 0;
        int step = right ? -1 : 1;
        int width = Math.abs(peak - end);
        double furthest = Double.NEGATIVE_INFINITY;
        int best = end;
        for (int i = 0; i < width; i++) {
            double far = (double) counts[peak] * i - (double) width * counts[end + i * step];
            if (far > furthest) {
                furthest = far;
                best = end + i * step;
            }
        }
        return centres.applyAsDouble(best);
    }

    /** Until it moves by no more than half a value; the least value is taken for zero. */
    private double li() {
        double least = centres.applyAsDouble(0);
        double t = mean(0, counts.length);
        double last;
        do {
            last = t;
            int split = 0;
            while (split < counts.length && centres.applyAsDouble(split) - least <= last) {
                split++;
            }
            double back = mean(0, split);
            if (back == 0) {
                break;
            }
            t = between(back, mean(split, counts.length));
        } while (Math.abs(t - last) > 0.5);
        return t + least;
    }

    /** Where the cross-entropy of two means is least. */
    static double between(double back, double fore) {
        return (back - fore) / (Math.log(back) - Math.log(fore));
    }

    private double mean(int from, int to) {
        double sum = 0;
        double count = 0;
        for (int i = from; i < to; i++) {
            sum += counts[i] * (centres.applyAsDouble(i) - centres.applyAsDouble(0));
            count += counts[i];
        }
        return sum / count;
    }
}
