package org.roimill.kernels.objects;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Comparator;
import org.roimill.core.pixel.Block;

/** Keeps some objects, numbers them from 1 on and makes the others background. Immutable, so blocks can share it. */
public final class Renumber {
    private static final int CHUNK = 2048;

    /** Who comes first. */
    public enum Order {
        /** The object with the lower id. */
        BY_ID,
        /** The object whose first voxel comes first in C order: as Cellpose renumbers. */
        BY_FIRST_VOXEL
    }

    private final Slots slots = new Slots();

    private Renumber() {}

    public static Renumber of(Extents extents, int[] kept, Order order) {
        Integer[] ids = Arrays.stream(kept).boxed().toArray(Integer[]::new);
        Comparator<Integer> first =
                order == Order.BY_ID ? Integer::compareUnsigned : Comparator.comparingLong(extents::first);
        Arrays.sort(ids, first);
        Renumber renumber = new Renumber();
        for (int id : ids) {
            renumber.slots.add(id);
        }
        return renumber;
    }

    /** How many objects are kept: the largest new id. */
    public int size() {
        return slots.size();
    }

    /** The new id, 0 for background and for what is not kept. */
    public int of(int id) {
        return id == 0 ? 0 : slots.find(id) + 1;
    }

    /** Renumbers a block in place. */
    public void apply(Block labels) {
        int[] line = new int[CHUNK];
        int last = 0;
        int now = 0;
        for (long i = 0; i < labels.voxels(); i += CHUNK) {
            int n = (int) Math.min(CHUNK, labels.voxels() - i);
            MemorySegment.copy(labels.data(), ValueLayout.JAVA_INT, i * Integer.BYTES, line, 0, n);
            for (int k = 0; k < n; k++) {
                if (line[k] != last) {
                    last = line[k];
                    now = of(last);
                }
                line[k] = now;
            }
            MemorySegment.copy(line, 0, labels.data(), ValueLayout.JAVA_INT, i * Integer.BYTES, n);
        }
    }
}
