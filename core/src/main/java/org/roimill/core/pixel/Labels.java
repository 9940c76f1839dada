package org.roimill.core.pixel;

import java.lang.foreign.ValueLayout;
import org.roimill.core.error.RoimillException;

/**
 * To and from the label lane. Negative values of signed types are background, as they are for everyone who asks for
 * {@code label > 0}; ids keep their 32 bits; longer ones go through a table.
 */
public final class Labels {
    private Labels() {}

    /** @param table null where no id is larger than {@link LabelTable#LARGEST_PLAIN} */
    public static void toLane(Block stored, Block lane, LabelTable table) {
        if (stored.dtype() == DType.U32) {
            Convert.copy(stored, lane);
            return;
        }
        boolean signed = !stored.dtype().isUnsigned();
        boolean wide = stored.dtype().bytes() == 8;
        long n = stored.voxels();
        for (long i = 0; i < n; i++) {
            long id = stored.getLong(i);
            if (signed && id < 0) {
                id = 0;
            }
            if (wide && table != null) {
                id = table.toLane(id);
            } else if (wide && (id >>> 32) != 0) {
                throw RoimillException.badData(
                        "label " + Long.toUnsignedString(id) + " is larger than 2^32-1", "Renumber the labels.");
            }
            lane.data().setAtIndex(ValueLayout.JAVA_INT, i, (int) id);
        }
    }

    /** The inverse. An id that the stored type cannot hold is an error that names both. */
    public static void fromLane(Block lane, Block stored, LabelTable table) {
        if (stored.dtype() == DType.U32) {
            Convert.copy(lane, stored);
            return;
        }
        boolean wide = stored.dtype().bytes() == 8;
        long largest = wide ? Long.MAX_VALUE : (long) stored.dtype().max();
        long n = lane.voxels();
        for (long i = 0; i < n; i++) {
            int bits = lane.data().getAtIndex(ValueLayout.JAVA_INT, i);
            long id = wide && table != null ? table.fromLane(bits) : bits & LabelTable.LARGEST_PLAIN;
            if (id > largest) {
                throw RoimillException.badData(
                        "label " + id + " does not fit into " + stored.dtype(), "Store these labels as u32.");
            }
            stored.setLong(i, id);
        }
    }
}
