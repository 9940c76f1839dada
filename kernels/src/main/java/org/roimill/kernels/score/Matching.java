package org.roimill.kernels.score;

import java.util.Arrays;

/**
 * The largest number of edges of a graph between two sets that share no end. Paths that add one are sought breadth
 * first, so nothing is deep, and each stays in its part of the graph.
 */
final class Matching {
    /** The ends of the edges of {@code a} are at {@code starts[a]} to {@code starts[a + 1]}. */
    private final int[] starts;

    private final int[] ends;
    private final int[] partnerOfA;
    private final int[] partnerOfB;
    /** From which a was b reached in the present search, and in which search last. */
    private final int[] from;

    private final int[] seen;
    private final int[] queue;

    private Matching(int[] starts, int[] ends, int countB) {
        int countA = starts.length - 1;
        this.starts = starts;
        this.ends = ends;
        this.partnerOfA = new int[countA];
        this.partnerOfB = new int[countB];
        this.from = new int[countB];
        this.seen = new int[countB];
        this.queue = new int[countA];
        Arrays.fill(partnerOfA, -1);
        Arrays.fill(partnerOfB, -1);
        Arrays.fill(seen, -1);
    }

    static long largest(int[] starts, int[] ends, int countB) {
        Matching matching = new Matching(starts, ends, countB);
        long size = 0;
        for (int a = 0; a < starts.length - 1; a++) {
            size += matching.extend(a) ? 1 : 0;
        }
        return size;
    }

    /** One edge more, if there is a path from this free end to another. */
    private boolean extend(int root) {
        int head = 0;
        int tail = 0;
        queue[tail++] = root;
        while (head < tail) {
            int a = queue[head++];
            for (int k = starts[a]; k < starts[a + 1]; k++) {
                int b = ends[k];
                if (seen[b] == root) {
                    continue;
                }
                seen[b] = root;
                from[b] = a;
                if (partnerOfB[b] < 0) {
                    flip(b);
                    return true;
                }
                queue[tail++] = partnerOfB[b];
            }
        }
        return false;
    }

    private void flip(int free) {
        int b = free;
        while (b >= 0) {
            int a = from[b];
            int next = partnerOfA[a];
            partnerOfA[a] = b;
            partnerOfB[b] = a;
            b = next;
        }
    }
}
