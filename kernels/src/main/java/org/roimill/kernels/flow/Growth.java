package org.roimill.kernels.flow;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Grows a seed by one voxel in all directions, five times, over known places only. */
final class Growth {
    private static final int ROUNDS = 5;
    private static final int SIDE = 2 * ROUNDS + 1;

    private final long[] near;
    /** The same neighbours as {@link #near} in the window around the seed. */
    private final int[] nearInWindow;
    /** The seed, by its number, that came last to each voxel of the window. */
    private final int[] visitor;

    private final int[] window;
    private final long[] place;
    private int seeds;

    Growth(Lattice lattice) {
        near = lattice.box(1);
        long[] shape = new long[lattice.dims];
        Arrays.fill(shape, 1);
        nearInWindow = new int[near.length];
        int voxels = (int) Math.pow(SIDE, lattice.dims);
        visitor = new int[voxels];
        window = new int[voxels];
        place = new long[voxels];
        // A lattice whose sides, rim included, are those of the window orders its box alike.
        long[] small = new Lattice(shape).box(1);
        for (int k = 0; k < near.length; k++) {
            nearInWindow[k] = (int) small[k];
        }
    }

    /** Calls {@code reached} for the number of each place that the seed grows to, its own too. */
    void from(long seed, LongIndex places, IntConsumer reached) {
        seeds++;
        int begin = 0;
        int end = 1;
        window[0] = visitor.length / 2;
        place[0] = seed;
        visitor[window[0]] = seeds;
        reached.accept(places.find(seed));
        for (int round = 0; round < ROUNDS; round++) {
            int n = end;
            for (int i = begin; i < end; i++) {
                for (int k = 0; k < near.length; k++) {
                    int at = window[i] + nearInWindow[k];
                    if (visitor[at] == seeds) {
                        continue;
                    }
                    visitor[at] = seeds;
                    int number = places.find(place[i] + near[k]);
                    if (number >= 0) {
                        window[n] = at;
                        place[n++] = place[i] + near[k];
                        reached.accept(number);
                    }
                }
            }
            begin = end;
            end = n;
        }
    }
}
