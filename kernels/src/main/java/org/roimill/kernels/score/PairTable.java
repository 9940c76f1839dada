package org.roimill.kernels.score;

/** Counts pairs of ids: a hash table with open addressing. A count of 0 marks a free place. */
final class PairTable {
    private long[] pairs = new long[64];
    private long[] counts = new long[64];
    private int size;

    interface Visitor {
        void pair(int a, int b, long count);
    }

    void add(int a, int b, long count) {
        long pair = (long) a << 32 | (b & 0xFFFFFFFFL);
        int at = place(pairs, counts, pair);
        if (counts[at] == 0) {
            if (2 * ++size > pairs.length) {
                grow();
                at = place(pairs, counts, pair);
            }
            pairs[at] = pair;
        }
        counts[at] += count;
    }

    private static int place(long[] pairs, long[] counts, long pair) {
        int mask = pairs.length - 1;
        int at = (int) ((pair * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (counts[at] != 0 && pairs[at] != pair) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] morePairs = new long[2 * pairs.length];
        long[] moreCounts = new long[2 * pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            if (counts[i] != 0) {
                int at = place(morePairs, moreCounts, pairs[i]);
                morePairs[at] = pairs[i];
                moreCounts[at] = counts[i];
            }
        }
        pairs = morePairs;
        counts = moreCounts;
    }

    /** In no order that means anything. */
    void each(Visitor visitor) {
        for (int i = 0; i < pairs.length; i++) {
            if (counts[i] != 0) {
                visitor.pair((int) (pairs[i] >> 32), (int) pairs[i], counts[i]);
            }
        }
    }
}
