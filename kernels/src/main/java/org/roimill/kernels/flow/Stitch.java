package org.roimill.kernels.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Joins the labels of a stack of planes, after Cellpose: an object goes on as that object of the plane before which it
 * overlaps best, if it is the best (or as good as the best) for that one, and if their intersection over their union is
 * at least a threshold. Others get fresh ids, as many as the largest label of the plane would need.
 */
public final class Stitch {
    private final double threshold;
    private final boolean asCellpose;
    private Serial serial = new Serial(0);
    /** Have two planes with objects met? */
    private boolean met;

    private Stitch(double threshold, boolean asCellpose) {
        this.threshold = threshold;
        this.asCellpose = asCellpose;
    }

    /**
     * Gives for each plane which id each of its labels gets, from the overlaps of each plane but the last with the next.
     * The first plane keeps its labels.
     *
     * @param asCellpose to repeat a fault: an empty plane before any two planes with objects sets the ids back, so
     *     that different objects get the same id
     */
    public static List<IdTable> chain(List<PlaneOverlaps> pairs, double threshold, boolean asCellpose) {
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("a stack of one plane has nothing to stitch");
        }
        return new Stitch(threshold, asCellpose).all(pairs, 0);
    }

    /** Gives ids of the first plane and goes on with fresh ones after those and {@code used}. */
    static List<IdTable> chainAfter(long used, List<PlaneOverlaps> pairs, double threshold) {
        return new Stitch(threshold, false).all(pairs, used);
    }

    private List<IdTable> all(List<PlaneOverlaps> pairs, long used) {
        List<IdTable> tables = new ArrayList<>();
        IdTable last = first(pairs.get(0));
        serial.take(used);
        tables.add(last);
        for (PlaneOverlaps pair : pairs) {
            last = next(pair, last);
            tables.add(last);
        }
        return tables;
    }

    private IdTable first(PlaneOverlaps pair) {
        long[] labels = new long[pair.size()];
        int n = 0;
        for (int i = 0; i < pair.size(); i++) {
            long label = pair.lower(i);
            if (label != 0 && (n == 0 || label != labels[n - 1])) {
                labels[n++] = label;
            }
        }
        serial.take(n == 0 ? 0 : labels[n - 1]);
        int[] same = new int[n];
        for (int i = 0; i < n; i++) {
            same[i] = (int) labels[i];
        }
        return IdTable.of(labels, same, n);
    }

    private IdTable next(PlaneOverlaps pair, IdTable before) {
        Overlaps overlaps = new Overlaps(pair, before);
        long largest = overlaps.upperAreas.isEmpty() ? 0 : overlaps.upperAreas.lastKey();
        boolean meet = before.size() > 0 && largest > 0;
        met |= meet;
        if (!met && asCellpose) {
            serial = new Serial(0);
        }
        return overlaps.table(meet ? threshold : Double.POSITIVE_INFINITY, serial, largest);
    }

    /** Two planes, the lower one with its final ids. */
    private static final class Overlaps {
        private final TreeMap<Long, Long> upperAreas = new TreeMap<>();
        private final LongIndex lower = new LongIndex(256);
        private final LongIndex meetings = new LongIndex(256);
        private long[] lowerAreas = new long[256];
        private long[] shared = new long[256];

        Overlaps(PlaneOverlaps pair, IdTable before) {
            for (int i = 0; i < pair.size(); i++) {
                long upper = pair.upper(i);
                long id = pair.lower(i) == 0 ? 0 : before.id(pair.lower(i)) & 0xFFFFFFFFL;
                if (upper != 0) {
                    upperAreas.merge(upper, pair.pixels(i), Long::sum);
                }
                if (id != 0) {
                    lowerAreas = add(lowerAreas, lower.add(id), pair.pixels(i));
                    if (upper != 0) {
                        shared = add(shared, meetings.add((id << 32) | upper), pair.pixels(i));
                    }
                }
            }
        }

        private static long[] add(long[] sums, int k, long n) {
            long[] room = k < sums.length ? sums : Arrays.copyOf(sums, 2 * k);
            room[k] += n;
            return room;
        }

        private double ratio(int meeting) {
            long pair = meetings.key(meeting);
            long union = lowerAreas[lower.find(pair >>> 32)] + upperAreas.get(pair & 0xFFFFFFFFL) - shared[meeting];
            return (double) shared[meeting] / union;
        }

        IdTable table(double threshold, Serial serial, long largest) {
            int n = meetings.size();
            double[] ratios = new double[n];
            double[] best = new double[lower.size()];
            for (int m = 0; m < n; m++) {
                double ratio = ratio(m);
                ratios[m] = ratio < threshold ? 0 : ratio;
                int k = lower.find(meetings.key(m) >>> 32);
                best[k] = Math.max(best[k], ratios[m]);
            }
            LongIndex joined = new LongIndex(256);
            int[] choice = new int[n];
            for (int m = 0; m < n; m++) {
                if (ratios[m] > 0 && ratios[m] >= best[lower.find(meetings.key(m) >>> 32)]) {
                    int known = joined.size();
                    int k = joined.add(meetings.key(m) & 0xFFFFFFFFL);
                    if (k == known || isBetter(m, choice[k], ratios)) {
                        choice[k] = m;
                    }
                }
            }
            return number(joined, choice, serial, largest);
        }

        /** Of equally good ones the smaller id. */
        private boolean isBetter(int m, int than, double[] ratios) {
            return ratios[m] > ratios[than]
                    || (ratios[m] == ratios[than] && Long.compareUnsigned(meetings.key(m), meetings.key(than)) < 0);
        }

        private IdTable number(LongIndex joined, int[] choice, Serial serial, long largest) {
            long start = serial.last();
            long[] labels = new long[upperAreas.size()];
            int[] ids = new int[labels.length];
            int n = 0;
            int joinedBefore = 0;
            for (long label : upperAreas.keySet()) {
                int k = joined.find(label);
                labels[n] = label;
                if (k >= 0) {
                    ids[n++] = (int) (meetings.key(choice[k]) >>> 32);
                    joinedBefore++;
                } else {
                    ids[n++] = (int) (start + label - joinedBefore);
                }
            }
            serial.take(largest - joinedBefore);
            return IdTable.of(labels, ids, n);
        }
    }
}
