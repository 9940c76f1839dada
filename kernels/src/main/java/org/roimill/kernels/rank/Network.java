package org.roimill.kernels.rank;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * A network of comparators that brings the k-th smallest of n rows of numbers into row k, for all places of the rows at
 * once: no branches, so each comparator is one vectorised loop. It is Batcher's merge exchange sort (Knuth, volume 3,
 * 5.2.2, algorithm M) without what does not bear on row k.
 */
final class Network {
    private final int rank;
    private final int[] low;
    private final int[] high;
    private final boolean[] keepLow;
    private final boolean[] keepHigh;

    Network(int n, int rank) {
        this.rank = rank;
        List<int[]> all = sorter(n);
        Collections.reverse(all);
        BitSet needed = new BitSet(n);
        needed.set(rank);
        List<int[]> used = new ArrayList<>();
        for (int[] c : all) {
            int keep = (needed.get(c[0]) ? 1 : 0) + (needed.get(c[1]) ? 2 : 0);
            if (keep != 0) {
                used.add(new int[] {c[0], c[1], keep});
                needed.set(c[0]);
                needed.set(c[1]);
            }
        }
        Collections.reverse(used);
        low = used.stream().mapToInt(c -> c[0]).toArray();
        high = used.stream().mapToInt(c -> c[1]).toArray();
        keepLow = new boolean[low.length];
        keepHigh = new boolean[low.length];
        for (int c = 0; c < low.length; c++) {
            keepLow[c] = (used.get(c)[2] & 1) != 0;
            keepHigh[c] = (used.get(c)[2] & 2) != 0;
        }
    }

    private static List<int[]> sorter(int n) {
        List<int[]> list = new ArrayList<>();
        int top = n < 2 ? 0 : Integer.highestOneBit(n - 1);
        for (int p = top; p > 0; p >>= 1) {
            int q = top;
            int r = 0;
            int d = p;
            while (true) {
                for (int i = 0; i + d < n; i++) {
                    if ((i & p) == r) {
                        list.add(new int[] {i, i + d});
                    }
                }
                if (q == p) {
                    break;
                }
                d = q - p;
                q >>= 1;
                r = p;
            }
        }
        return list;
    }

    /** How many comparators it takes. */
    int length() {
        return low.length;
    }

    /** Works on the first {@code n} numbers of each row, which it overwrites; gives the row that holds the answer. */
    int[] run(int[][] rows, int n) {
        for (int c = 0; c < low.length; c++) {
            int[] a = rows[low[c]];
            int[] b = rows[high[c]];
            if (!keepHigh[c]) {
                least(a, b, n);
            } else if (!keepLow[c]) {
                most(b, a, n);
            } else {
                exchange(a, b, n);
            }
        }
        return rows[rank];
    }

    private static void least(int[] a, int[] b, int n) {
        for (int i = 0; i < n; i++) {
            a[i] = Math.min(a[i], b[i]);
        }
    }

    private static void most(int[] a, int[] b, int n) {
        for (int i = 0; i < n; i++) {
            a[i] = Math.max(a[i], b[i]);
        }
    }

    private static void exchange(int[] a, int[] b, int n) {
        for (int i = 0; i < n; i++) {
            int x = a[i];
            int y = b[i];
            a[i] = Math.min(x, y);
            b[i] = Math.max(x, y);
        }
    }
}
