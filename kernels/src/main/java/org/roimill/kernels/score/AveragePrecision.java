package org.roimill.kernels.score;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;

/**
 * Average precision as Cellpose counts it. It assigns true objects to found ones at the least sum of costs
 * {@code -(iou >= t) - iou / (2 n)}, n being the smaller number of objects: the second terms of an assignment add up to
 * less than one match, so the count is that of a largest matching in the graph of pairs with {@code iou >= t}. That is
 * what is computed here, on the pairs that touch; memory goes with them, not with the image. Blocks of an image can be
 * added one after the other, in any order.
 *
 * <p>The package takes one value away from those in an image for the background, even where there is no background;
 * here objects are counted.
 */
public final class AveragePrecision {
    private final Map<Long, Long> truth = new HashMap<>();
    private final Map<Long, Long> found = new HashMap<>();
    private final Map<Long, Long> shared = new HashMap<>();

    /** Of two whole label images. */
    public static List<Score> of(Block truth, Block found, double... thresholds) {
        return new AveragePrecision().add(truth, found).at(thresholds);
    }

    /** Adds the same region of both: ids of 32 bits, 0 is background. */
    public AveragePrecision add(Block trueLabels, Block foundLabels) {
        if (!trueLabels.region().equals(foundLabels.region())) {
            throw new IllegalArgumentException(trueLabels + " and " + foundLabels + " are not of one region");
        }
        requireLabels(trueLabels);
        requireLabels(foundLabels);
        MemorySegment a = trueLabels.data();
        MemorySegment b = foundLabels.data();
        long n = trueLabels.voxels();
        for (long i = 0; i < n; ) {
            int left = a.getAtIndex(ValueLayout.JAVA_INT, i);
            int right = b.getAtIndex(ValueLayout.JAVA_INT, i);
            long from = i++;
            while (i < n
                    && a.getAtIndex(ValueLayout.JAVA_INT, i) == left
                    && b.getAtIndex(ValueLayout.JAVA_INT, i) == right) {
                i++;
            }
            count(Integer.toUnsignedLong(left), Integer.toUnsignedLong(right), i - from);
        }
        return this;
    }

    private static void requireLabels(Block block) {
        if (block.dtype() != DType.I32 && block.dtype() != DType.U32) {
            throw new IllegalArgumentException("labels are i32 or u32, not " + block.dtype());
        }
    }

    private void count(long left, long right, long voxels) {
        if (left != 0) {
            truth.merge(left, voxels, Long::sum);
        }
        if (right != 0) {
            found.merge(right, voxels, Long::sum);
        }
        if (left != 0 && right != 0) {
            shared.merge(left << 32 | right, voxels, Long::sum);
        }
    }

    /** The true objects so far. */
    public int trueObjects() {
        return truth.size();
    }

    /** The found objects so far. */
    public int foundObjects() {
        return found.size();
    }

    /** The counts at each threshold, which is above 0 and at most 1. */
    public List<Score> at(double... thresholds) {
        List<Score> scores = new ArrayList<>();
        for (double threshold : thresholds) {
            if (!(threshold > 0 && threshold <= 1)) {
                throw new IllegalArgumentException("no threshold: " + threshold);
            }
            long matched = Matching.largest(pairs(threshold));
            scores.add(new Score(threshold, matched, found.size() - matched, truth.size() - matched));
        }
        return scores;
    }

    /** For each true object that has any, the numbers of the found ones that overlap it enough. */
    private int[][] pairs(double threshold) {
        Map<Long, Integer> rows = new HashMap<>();
        Map<Long, Integer> columns = new HashMap<>();
        List<int[]> edges = new ArrayList<>();
        shared.forEach((pair, both) -> {
            long left = pair >>> 32;
            long right = pair & 0xFFFFFFFFL;
            double iou = (double) both / (truth.get(left) + found.get(right) - both);
            if (iou >= threshold) {
                int row = rows.computeIfAbsent(left, id -> rows.size());
                if (row == edges.size()) {
                    edges.add(new int[0]);
                }
                int[] grown = Arrays.copyOf(edges.get(row), edges.get(row).length + 1);
                grown[grown.length - 1] = columns.computeIfAbsent(right, id -> columns.size());
                edges.set(row, grown);
            }
        });
        return edges.toArray(int[][]::new);
    }
}
