package org.roimill.kernels.distance;

import java.util.Arrays;
import org.roimill.core.error.RoimillException;

/**
 * For each voxel of a box the nearest site within a radius, exactly. Of several at the same distance it takes the one
 * with the smallest last coordinate, then the smallest last but one, and so on: what SciPy's feature transform chooses,
 * and a rule that looks no further than the radius, so that blocks give what the whole gives.
 *
 * <p>One axis after the other: along the first by counting steps since the last site and until the next; along each
 * other axis the minimum over a window, where square distance and step are packed into one integer, so that a plain
 * minimum of integers also settles ties, and the loop over a row is vectorised.
 *
 * <p>Axes are called a, b, c; a block of fewer dimensions has a size of 1 along b, then a. Scratch is a few planes and
 * a band of planes, all on the heap. For one thread.
 */
final class NearestSites {
    /** Square distance and step of larger radii would not fit into 31 bits. */
    static final int MOST = 700;

    private static final int FAR = 1 << 30;
    private static final int BAND_VOXELS = 1 << 18;
    private static final int PIECE = 1024;

    private final int sizeA;
    private final int sizeB;
    private final int sizeC;
    private final int radius;
    private final int shift;
    private final int mask;
    private final Sites sites;

    private final int[] flags;
    /** Steps back to the last site along a, from the present plane. */
    private final int[] since;
    /** Steps on to the next site along a, for the planes of the band. */
    private final int[][] until;

    private int[] untilHere;
    private final int[] square;
    private final int[] acrossB;
    private final int[] padded;
    private final int[] best;
    private final int[] least = new int[PIECE];
    private final int[] moved = new int[PIECE];
    private int a;
    private int b;

    /** Takes a row of results. */
    interface Rows {
        void row(NearestSites nearest, int a, int b);
    }

    NearestSites(long[] shape, int radius, Sites sites) {
        this.sizeA = Math.toIntExact(shape[0]);
        this.sizeB = Math.toIntExact(shape[1]);
        this.sizeC = Math.toIntExact(shape[2]);
        this.radius = radius;
        if (radius > MOST) {
            throw RoimillException.usage(
                    "a radius of " + radius + " voxels: at most " + MOST + " can be had",
                    "Work at a coarser level of the image.");
        }
        this.shift = Integer.SIZE - Integer.numberOfLeadingZeros(2 * radius);
        this.mask = (1 << shift) - 1;
        this.sites = sites;
        int plane = Math.multiplyExact(sizeB, sizeC);
        this.flags = new int[plane];
        this.since = new int[plane];
        this.square = new int[plane];
        int band = Math.min(sizeA, Math.max(Math.max(1, radius), BAND_VOXELS / Math.max(1, plane)));
        this.until = new int[band][plane];
        this.acrossB = new int[sizeC];
        this.padded = new int[sizeC + 2 * radius];
        this.best = new int[sizeC];
    }

    /** Visits the rows from {@code fromA, fromB} to before {@code toA, toB}. */
    void visit(int fromA, int toA, int fromB, int toB, Rows rows) {
        Arrays.fill(since, radius + 1);
        int next = Math.max(0, fromA - radius);
        for (int start = fromA; start < toA; start += until.length) {
            int end = Math.min(toA, start + until.length);
            lookAhead(start, end);
            for (; next < end; next++) {
                sites.load(next, flags);
                count(since);
                if (next >= start) {
                    a = next;
                    untilHere = until[next - start];
                    squares();
                    for (b = fromB; b < toB; b++) {
                        windowB();
                        windowC();
                        rows.row(this, a, b);
                    }
                }
            }
        }
    }

    private void lookAhead(int start, int end) {
        int[] steps = new int[flags.length];
        Arrays.fill(steps, radius + 1);
        for (int plane = Math.min(sizeA, end + radius) - 1; plane >= start; plane--) {
            sites.load(plane, flags);
            count(steps);
            if (plane < end) {
                System.arraycopy(steps, 0, until[plane - start], 0, steps.length);
            }
        }
    }

    /** One plane on: zero at a site, else one more than before. */
    private void count(int[] steps) {
        int most = radius + 1;
        int[] flag = flags;
        for (int i = 0; i < steps.length; i++) {
            int site = (flag[i] | -flag[i]) >> 31;
            steps[i] = Math.min(steps[i] + 1, most) & ~site;
        }
    }

    private void squares() {
        int far = radius + 1;
        int[] before = since;
        int[] after = untilHere;
        int bits = shift;
        for (int i = 0; i < square.length; i++) {
            int d = Math.min(before[i], after[i]);
            int beyond = (far - 1 - d) >> 31;
            square[i] = (((d * d) << bits) & ~beyond) | (FAR & beyond);
        }
    }

    private void windowB() {
        if (sizeB == 1) {
            System.arraycopy(square, 0, acrossB, 0, sizeC);
            return;
        }
        int first = Math.max(-radius, -b);
        int last = Math.min(radius, sizeB - 1 - b);
        lowest(square, b * sizeC, sizeC, first, last, acrossB);
    }

    private void windowC() {
        Arrays.fill(padded, 0, radius, FAR);
        Arrays.fill(padded, radius + sizeC, padded.length, FAR);
        for (int i = 0; i < sizeC; i++) {
            padded[radius + i] = Math.min(FAR, acrossB[i] & ~mask);
        }
        lowest(padded, radius, 1, -radius, radius, best);
    }

    /**
     * The least of {@code from}, taken {@code k} times {@code step} aside with what that step costs, for all k. Works
     * on pieces that stay in the fastest cache; each is moved to the start of an array first, because only then the
     * compiler sees that the loop can be vectorised.
     */
    private void lowest(int[] from, int at, int step, int first, int last, int[] into) {
        for (int start = 0; start < sizeC; start += PIECE) {
            int n = Math.min(PIECE, sizeC - start);
            Arrays.fill(least, Integer.MAX_VALUE);
            for (int k = first; k <= last; k++) {
                System.arraycopy(from, at + start + k * step, moved, 0, n);
                lower(least, moved, ((k * k) << shift) + k + radius, n);
            }
            System.arraycopy(least, 0, into, start, n);
        }
    }

    private static void lower(int[] least, int[] from, int add, int n) {
        for (int i = 0; i < n; i++) {
            least[i] = Math.min(least[i], from[i] + add);
        }
    }

    /**
     * The square of the distance from voxel {@code c} of the present row to its nearest site; the largest integer where
     * none is near. Exact where it is less than the square of the radius plus one.
     */
    int squareDistance(int c) {
        return best[c] < FAR ? best[c] >>> shift : Integer.MAX_VALUE;
    }

    /** The index in the box of the nearest site of voxel {@code c} of the present row, which has one. */
    long site(int c) {
        int toC = c + (best[c] & mask) - radius;
        int toB = sizeB == 1 ? 0 : b + (acrossB[toC] & mask) - radius;
        int i = toB * sizeC + toC;
        int toA = since[i] <= untilHere[i] ? a - since[i] : a + untilHere[i];
        return ((long) toA * sizeB + toB) * sizeC + toC;
    }
}
