package org.roimill.kernels.score;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.kernels.objects.IdTable;

/**
 * How many true objects were found, and how many found ones are true, where a pair counts from a threshold of the
 * intersection over the union on; as many pairs as can be, each object in one at most. These are the numbers of
 * Cellpose's average_precision: its assignment weighs the overlaps too, but never so that a pair is lost. (Where an
 * image has no background at all, Cellpose counts one object less.) Labels are u32
 * or i32, 0 is background; gather blocks that do not overlap, in any order.
 */
public final class AveragePrecision {
    private static final int CHUNK = 2048;

    private final IdTable truths = new IdTable();
    private final IdTable founds = new IdTable();
    private final PairTable shared = new PairTable();

    /**
     * The counts at one threshold.
     *
     * @param hits objects that were found
     * @param extra found objects that are none
     * @param missed objects that were not found
     */
    public record Score(double threshold, long hits, long extra, long missed) {
        /** Hits by all three together; NaN where there is nothing at all. */
        public double precision() {
            return (double) hits / (hits + extra + missed);
        }
    }

    public static Score[] of(Block truth, Block found, double... thresholds) {
        return new AveragePrecision().add(truth, found).scores(thresholds);
    }

    /** Counts two blocks of one place. */
    public AveragePrecision add(Block truth, Block found) {
        if (!truth.region().equals(found.region())) {
            throw new IllegalArgumentException("labels at " + truth.region() + " and at " + found.region());
        }
        int[] a = new int[CHUNK];
        int[] b = new int[CHUNK];
        for (long i = 0; i < truth.voxels(); i += CHUNK) {
            int n = (int) Math.min(CHUNK, truth.voxels() - i);
            MemorySegment.copy(truth.data(), ValueLayout.JAVA_INT, i * Integer.BYTES, a, 0, n);
            MemorySegment.copy(found.data(), ValueLayout.JAVA_INT, i * Integer.BYTES, b, 0, n);
            addRuns(a, b, n);
        }
        return this;
    }

    private void addRuns(int[] a, int[] b, int n) {
        int k = 0;
        while (k < n) {
            int start = k;
            do {
                k++;
            } while (k < n && a[k] == a[start] && b[k] == b[start]);
            if (a[start] != 0 || b[start] != 0) {
                shared.add(a[start], b[start], k - start);
            }
        }
    }

    /** Adds what was counted elsewhere. */
    public AveragePrecision merge(AveragePrecision other) {
        other.shared.each(shared::add);
        return this;
    }

    public Score[] scores(double... thresholds) {
        shared.each((a, b, count) -> {
            if (a != 0) {
                truths.add(a);
            }
            if (b != 0) {
                founds.add(b);
            }
        });
        long[] sizeA = new long[truths.size()];
        long[] sizeB = new long[founds.size()];
        shared.each((a, b, count) -> {
            if (a != 0) {
                sizeA[truths.find(a)] += count;
            }
            if (b != 0) {
                sizeB[founds.find(b)] += count;
            }
        });
        Score[] scores = new Score[thresholds.length];
        for (int t = 0; t < scores.length; t++) {
            long hits = hits(sizeA, sizeB, thresholds[t]);
            scores[t] = new Score(thresholds[t], hits, sizeB.length - hits, sizeA.length - hits);
        }
        return scores;
    }

    private long hits(long[] sizeA, long[] sizeB, double threshold) {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("a threshold of " + threshold);
        }
        int[] starts = new int[sizeA.length + 1];
        edges(sizeA, sizeB, threshold, (a, b) -> starts[a + 1]++);
        for (int a = 0; a < sizeA.length; a++) {
            starts[a + 1] += starts[a];
        }
        int[] ends = new int[starts[sizeA.length]];
        int[] next = starts.clone();
        edges(sizeA, sizeB, threshold, (a, b) -> ends[next[a]++] = b);
        return Matching.largest(starts, ends, sizeB.length);
    }

    private interface Edge {
        void between(int a, int b);
    }

    private void edges(long[] sizeA, long[] sizeB, double threshold, Edge edge) {
        shared.each((idA, idB, count) -> {
            if (idA != 0 && idB != 0) {
                int a = truths.find(idA);
                int b = founds.find(idB);
                if ((double) count / (sizeA[a] + sizeB[b] - count) >= threshold) {
                    edge.between(a, b);
                }
            }
        });
    }
}
