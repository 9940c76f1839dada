package org.roimill.kernels.flow;

import java.util.Arrays;
import java.util.List;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * Objects from the ends of voxels, after Cellpose: a voxel to which more than ten come, and no more to any other within
 * two voxels of it, is the seed of an object; the seed grows five times by one voxel, over voxels to which more than
 * two come; larger seeds grow over smaller ones; whatever ends in an object belongs to it. Ids run in the raster order
 * of first voxels. Sparse: what is kept is in proportion to the distinct ends.
 */
public final class Sinks {
    private static final int SEED = 10;
    private static final int GROWN = 2;

    private final Lattice lattice;
    /** Places to which more than {@link #GROWN} come, as the lattice numbers them. */
    private final LongIndex strong;

    private final int[] ids;
    private final long count;

    private Sinks(Lattice lattice, LongIndex strong, int[] ids, long count) {
        this.lattice = lattice;
        this.strong = strong;
        this.ids = ids;
        this.count = count;
    }

    /**
     * From the tallies of all blocks of the domain, in any order. Objects of more than {@code maxFraction} of the
     * domain's voxels are dropped.
     */
    public static Sinks of(List<EndTally> tallies, Region domain, double maxFraction) {
        return of(tallies, domain, maxFraction, new Serial(0));
    }

    static Sinks of(List<EndTally> tallies, Region domain, double maxFraction, Serial serial) {
        Lattice lattice = new Lattice(domain.shape());
        Histogram all = Histogram.of(tallies).above(GROWN, lattice);
        int[] seeds = seeds(all, lattice);
        int[] owner = paint(all, lattice, seeds);
        int[] number = number(all, owner, seeds.length, maxFraction * domain.voxels(), serial);
        for (int i = 0; i < owner.length; i++) {
            owner[i] = owner[i] == 0 ? 0 : number[owner[i] - 1];
        }
        return new Sinks(lattice, all.places, owner, serial.last());
    }

    /** Seeds in the order in which they paint: ascending by how many come, then by place. */
    private static int[] seeds(Histogram all, Lattice lattice) {
        long[] near = lattice.box(2);
        int[] found = new int[all.size()];
        int n = 0;
        for (int i = 0; i < all.size(); i++) {
            if (all.counts[i] > SEED && isPeak(all, i, near)) {
                found[n++] = i;
            }
        }
        return Arrays.stream(found, 0, n)
                .boxed()
                .sorted((a, b) -> all.counts[a] != all.counts[b]
                        ? Long.compare(all.counts[a], all.counts[b])
                        : Long.compare(all.places.key(a), all.places.key(b)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static boolean isPeak(Histogram all, int i, long[] near) {
        long place = all.places.key(i);
        for (long offset : near) {
            int k = all.places.find(place + offset);
            if (k >= 0 && all.counts[k] > all.counts[i]) {
                return false;
            }
        }
        return true;
    }

    /** For each place the number of its seed, counted from 1 in the order of painting, or 0. */
    private static int[] paint(Histogram all, Lattice lattice, int[] seeds) {
        int[] owner = new int[all.size()];
        Growth growth = new Growth(lattice);
        for (int s = 0; s < seeds.length; s++) {
            int number = s + 1;
            growth.from(all.places.key(seeds[s]), all.places, i -> owner[i] = number);
        }
        return owner;
    }

    /** The final id of each seed. */
    private static int[] number(Histogram all, int[] owner, int seeds, double most, Serial serial) {
        long[] voxels = new long[seeds];
        long[] first = new long[seeds];
        Arrays.fill(first, Long.MAX_VALUE);
        for (int i = 0; i < owner.length; i++) {
            if (owner[i] > 0) {
                voxels[owner[i] - 1] += all.counts[i];
                first[owner[i] - 1] = Math.min(first[owner[i] - 1], all.first[i]);
            }
        }
        int[] ids = new int[seeds];
        Arrays.stream(order(first))
                .filter(s -> voxels[s] > 0 && voxels[s] <= most)
                .forEach(s -> ids[s] = (int) serial.take(1));
        return ids;
    }

    private static int[] order(long[] first) {
        Integer[] order = new Integer[first.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(first[a], first[b]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** How many objects there are. */
    public long count() {
        return count;
    }

    /** The final ids for the ends of one block. */
    public IdTable table(EndTally tally) {
        long[] ends = new long[tally.size()];
        int[] found = new int[tally.size()];
        int n = 0;
        for (int i = 0; i < tally.size(); i++) {
            int k = strong.find(lattice.place(tally.end(i)));
            if (k >= 0 && ids[k] != 0) {
                ends[n] = tally.end(i);
                found[n++] = ids[k];
            }
        }
        return IdTable.of(ends, found, n);
    }

    /** Labels a whole domain at once. Gives the number of objects. */
    public static long label(Block ends, Region domain, double maxFraction, Block labels) {
        EndTally tally = EndTally.of(ends, domain);
        Sinks sinks = of(List.of(tally), domain, maxFraction);
        sinks.table(tally).apply(ends, labels);
        return sinks.count();
    }
}
