package org.roimill.kernels.watershed;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.pixel.DType;
import org.roimill.kernels.row.Rows;

/**
 * The order of the levels, as whole numbers from 0 on, equal where the levels are equal. Whole levels of a small range
 * are their own ranks; all others are sorted, 32 bits of their keys at a time. NaN comes last, minus zero is zero.
 */
final class Ranks {
    private static final int DIGIT = 11;
    private static final long LOW = 0xFFFFFFFFL;

    private final Block levels;
    private final boolean fromTop;
    private final Block mask;
    private final int width;
    private final double[] line;
    private final double[] inside;

    /** @param mask null where all voxels count */
    Ranks(Block levels, boolean fromTop, Block mask) {
        this.levels = levels;
        this.fromTop = fromTop;
        this.mask = mask;
        width = Math.toIntExact(levels.region().size(levels.region().dims() - 1));
        line = new double[width];
        inside = new double[width];
    }

    /**
     * Writes the ranks of the voxels that count into their padded places, and gives how many ranks there are.
     *
     * @param a room for a long for each voxel
     * @param b as much, and for as many ranks as an int for each are given
     */
    int fill(Padded padded, MemorySegment ranks, MemorySegment a, MemorySegment b) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        boolean whole = true;
        for (long at = 0; at < levels.voxels() && whole; at += width) {
            load(at);
            for (int k = 0; k < width; k++) {
                if (inside[k] != 0) {
                    whole &= line[k] == Math.rint(line[k]);
                    least = Math.min(least, line[k]);
                    most = Math.max(most, line[k]);
                }
            }
        }
        if (whole && least > most) {
            return 0;
        }
        // Infinite ends make this NaN or infinite, which is not below.
        long room = b.byteSize() / Integer.BYTES;
        boolean direct = whole && most - least < room;
        int count = direct ? (int) (most - least) + 1 : sorted(a, b);
        double base = least;
        long[] at = {0};
        Rows.each(levels.region(), start -> {
            int to = padded.at(start);
            load(at[0]);
            for (int k = 0; k < width; k++) {
                if (inside[k] != 0) {
                    int rank = direct ? (int) (line[k] - base) : b.getAtIndex(ValueLayout.JAVA_INT, at[0] + k);
                    ranks.setAtIndex(ValueLayout.JAVA_INT, to + k, rank);
                }
            }
            at[0] += width;
        });
        return count;
    }

    /** Lower comes first: turned over where the flood comes from the top. */
    private void load(long at) {
        Convert.load(levels, at, line, width);
        for (int k = 0; k < width; k++) {
            line[k] = (fromTop ? -line[k] : line[k]) + 0.0;
        }
        if (mask == null) {
            Arrays.fill(inside, 1);
        } else {
            Convert.load(mask, at, inside, width);
        }
    }

    /** Leaves the rank of each voxel that counts as an int in {@code b}. */
    private int sorted(MemorySegment a, MemorySegment b) {
        boolean wide = levels.dtype() != DType.F32 && levels.dtype() != DType.F16;
        int n = keys(a, wide);
        sort(a, b, n);
        if (wide) {
            for (int i = 0; i < n; i++) {
                long voxel = a.getAtIndex(ValueLayout.JAVA_LONG, i) & LOW;
                a.setAtIndex(ValueLayout.JAVA_LONG, i, wideKey(voxel) >>> 32 << 32 | voxel);
            }
            sort(a, b, n);
        }
        int rank = -1;
        long last = 0;
        for (int i = 0; i < n; i++) {
            long packed = a.getAtIndex(ValueLayout.JAVA_LONG, i);
            long key = wide ? wideKey(packed & LOW) : packed >>> 32;
            if (rank < 0 || key != last) {
                rank++;
            }
            last = key;
            b.setAtIndex(ValueLayout.JAVA_INT, packed & LOW, rank);
        }
        return rank + 1;
    }

    /** The lower 32 bits of the keys above the places of their voxels. */
    private int keys(MemorySegment a, boolean wide) {
        int n = 0;
        for (long at = 0; at < levels.voxels(); at += width) {
            load(at);
            for (int k = 0; k < width; k++) {
                if (inside[k] != 0) {
                    long key = wide ? key(line[k]) : key((float) line[k]);
                    a.setAtIndex(ValueLayout.JAVA_LONG, n++, key << 32 | (at + k));
                }
            }
        }
        return n;
    }

    private long wideKey(long voxel) {
        double level = levels.get(voxel);
        return key((fromTop ? -level : level) + 0.0);
    }

    /** Unsigned keys in the order of the values; those of NaN are the largest. */
    private static long key(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    private static long key(float value) {
        int bits = Float.floatToIntBits(value);
        return (bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE) & LOW;
    }

    /** By the upper half of each long, keeping the order of equal ones; the result is in {@code a}. */
    private static void sort(MemorySegment a, MemorySegment b, int n) {
        MemorySegment from = a;
        MemorySegment to = b;
        int[][] starts = starts(a, n);
        for (int pass = 0; pass < starts.length; pass++) {
            int shift = 32 + pass * DIGIT;
            int[] next = starts[pass];
            for (int i = 0; i < n; i++) {
                long packed = from.getAtIndex(ValueLayout.JAVA_LONG, i);
                int digit = (int) (packed >>> shift) & ((1 << DIGIT) - 1);
                to.setAtIndex(ValueLayout.JAVA_LONG, next[digit]++, packed);
            }
            MemorySegment swap = from;
            from = to;
            to = swap;
        }
        // After an odd number of passes.
        MemorySegment.copy(b, 0, a, 0, (long) n * Long.BYTES);
    }

    /** For each pass, where the longs of each digit begin. */
    private static int[][] starts(MemorySegment a, int n) {
        int[][] starts = new int[3][1 << DIGIT];
        for (int i = 0; i < n; i++) {
            long key = a.getAtIndex(ValueLayout.JAVA_LONG, i) >>> 32;
            for (int pass = 0; pass < starts.length; pass++) {
                starts[pass][(int) (key >>> (pass * DIGIT)) & ((1 << DIGIT) - 1)]++;
            }
        }
        for (int[] counts : starts) {
            int sum = 0;
            for (int digit = 0; digit < counts.length; digit++) {
                int count = counts[digit];
                counts[digit] = sum;
                sum += count;
            }
        }
        return starts;
    }
}
