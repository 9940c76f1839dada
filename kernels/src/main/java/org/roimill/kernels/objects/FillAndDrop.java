package org.roimill.kernels.objects;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * Fills holes and drops small objects in the order in which Cellpose does both, with what follows from that order: an
 * object in a hole of another that comes later is overwritten. On whole images only; {@link Holes} does without it.
 *
 * <p>One wilful difference: in three dimensions fill_voids 2.1.2 now and then takes background at the box's first edge,
 * which lies open, for a hole; this does not.
 */
public final class FillAndDrop {
    /** How small objects are told. In both the least value of the image, as a rule background, is never judged. */
    public enum Variant {
        /** Cellpose 3, and 4 before 4.0.8: drops the label whose number is the rank of the small one. */
        BY_RANK,
        /** Cellpose 4. */
        BY_ID
    }

    private final Block labels;
    private final Flood flood = new Flood();

    private FillAndDrop(Block labels) {
        this.labels = labels;
    }

    /**
     * Changes the labels in place.
     *
     * @param minSize objects of fewer voxels go, before and after filling, and all are renumbered; 0 or less: only fill
     */
    public static void sequential(Block labels, long minSize, Variant variant) {
        FillAndDrop work = new FillAndDrop(labels);
        if (minSize > 0) {
            work.drop(minSize, variant);
        }
        work.fill();
        if (minSize > 0) {
            work.drop(minSize, variant);
        }
    }

    private void drop(long minSize, Variant variant) {
        Extents extents = new Extents(labels.region()).add(labels);
        int[] ids = extents.ids();
        long objects = Arrays.stream(ids).mapToLong(extents::count).sum();
        Slots gone = new Slots();
        int judged = objects == labels.voxels() ? 1 : 0;
        for (int k = judged; k < ids.length; k++) {
            if (extents.count(ids[k]) < minSize) {
                gone.add(variant == Variant.BY_ID ? ids[k] : k + 1 - judged);
            }
        }
        int[] kept = Arrays.stream(ids).filter(id -> gone.find(id) < 0).toArray();
        Renumber.of(extents, kept, Renumber.Order.BY_FIRST_VOXEL).apply(labels);
    }

    private void fill() {
        Extents extents = new Extents(labels.region()).add(labels);
        int number = 0;
        for (int id : extents.ids()) {
            Region box = extents.box(id);
            flood.run(labels, id, box);
            number++;
            if (number != id || flood.holes() > 0) {
                write(number);
            }
        }
    }

    private void write(int number) {
        MemorySegment data = labels.data();
        for (int row = 0; row < flood.rows(); row++) {
            int start = flood.start(row);
            long base = labels.index(flood.place(row));
            for (int x = 0; x < flood.width(); x++) {
                byte state = flood.state(start + x);
                if (state == Flood.MASK || state == Flood.HOLE) {
                    data.setAtIndex(ValueLayout.JAVA_INT, base + x, number);
                }
            }
        }
    }
}
