package org.roimill.kernels.flow;

import java.util.Arrays;
import java.util.List;

/** How many voxels of the whole come to each place, and the first of them. */
final class Histogram {
    final LongIndex places;
    long[] counts;
    long[] first;

    private Histogram(int expected) {
        places = new LongIndex(expected);
        counts = new long[expected];
        first = new long[expected];
    }

    static Histogram of(List<EndTally> tallies) {
        int largest = 16;
        for (EndTally tally : tallies) {
            largest = Math.max(largest, tally.size());
        }
        Histogram all = new Histogram(largest);
        for (EndTally tally : tallies) {
            for (int i = 0; i < tally.size(); i++) {
                all.add(tally.end(i), tally.count(i), tally.first(i));
            }
        }
        return all;
    }

    private void add(long place, long count, long source) {
        int known = places.size();
        int k = places.add(place);
        if (k == known) {
            if (k == counts.length) {
                int more = Math.addExact(k, Math.min(k, Integer.MAX_VALUE - 8 - k));
                counts = Arrays.copyOf(counts, more);
                first = Arrays.copyOf(first, more);
            }
            first[k] = source;
        }
        counts[k] += count;
        first[k] = Math.min(first[k], source);
    }

    int size() {
        return places.size();
    }

    /** The places to which more than {@code least} come, numbered by the lattice. */
    Histogram above(int least, Lattice lattice) {
        int n = 0;
        for (int i = 0; i < size(); i++) {
            n += counts[i] > least ? 1 : 0;
        }
        Histogram some = new Histogram(Math.max(1, n));
        for (int i = 0; i < size(); i++) {
            if (counts[i] > least) {
                some.add(lattice.place(places.key(i)), counts[i], first[i]);
            }
        }
        return some;
    }
}
