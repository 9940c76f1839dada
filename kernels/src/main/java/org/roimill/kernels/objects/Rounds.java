package org.roimill.kernels.objects;

import org.roimill.core.space.Region;

/** For how many rounds Cellpose lets heat spread. */
public final class Rounds {
    private Rounds() {}

    /** The same for all masks, by the largest. In three dimensions as in its flows for training. */
    public static int shared(Extents extents) {
        long most = extents.longest();
        return Math.toIntExact(extents.domain().dims() == 3 ? 6 * (most + 3) : 2 * (most + 2));
    }

    /** By the mask alone: Cellpose 3 without a GPU, in two dimensions. */
    public static int own(Region box) {
        return Math.toIntExact(2 * (sides(box) + 4));
    }

    private static long sides(Region box) {
        long sum = 0;
        for (int d = 0; d < box.dims(); d++) {
            sum += box.size(d);
        }
        return sum;
    }
}
