package org.roimill.kernels.flow;

import java.util.Arrays;

/** Points on their way that left the field they were in. */
final class Strays {
    private long[] source = new long[256];
    private int[] left = new int[256];
    private long[] tile = new long[256];
    final float[][] states;
    private int n;

    Strays(int dims) {
        states = new float[dims][256];
    }

    int size() {
        return n;
    }

    long source(int k) {
        return source[k];
    }

    int left(int k) {
        return left[k];
    }

    long tile(int k) {
        return tile[k];
    }

    void add(long from, int steps, long inTile, float[][] at, int k) {
        if (n == source.length) {
            int more = n * 2;
            source = Arrays.copyOf(source, more);
            left = Arrays.copyOf(left, more);
            tile = Arrays.copyOf(tile, more);
            for (int d = 0; d < states.length; d++) {
                states[d] = Arrays.copyOf(states[d], more);
            }
        }
        source[n] = from;
        left[n] = steps;
        tile[n] = inTile;
        for (int d = 0; d < states.length; d++) {
            states[d][n] = at[d][k];
        }
        n++;
    }

    /** The places of all points, those of one tile together. */
    int[] byTile() {
        long[] tiles = Arrays.copyOf(tile, n);
        Arrays.sort(tiles);
        int[] order = new int[n];
        int[] taken = new int[n];
        for (int k = 0; k < n; k++) {
            int at = first(tiles, tile[k]);
            order[at + taken[at]++] = k;
        }
        return order;
    }

    private static int first(long[] sorted, long value) {
        int lo = 0;
        int hi = sorted.length;
        while (lo < hi) {
            int mid = (lo + hi) >>> 1;
            if (sorted[mid] < value) {
                lo = mid + 1;
            } else {
                hi = mid;
            }
        }
        return lo;
    }
}
