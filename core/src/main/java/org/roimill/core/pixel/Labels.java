package org.roimill.core.pixel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.error.RoimillException;

/**
 * To and from the label lane. Negative values of signed types are background, as they are for everyone who asks for
 * {@code label > 0}; ids keep their 32 bits; longer ones go through a table.
 */
public final class Labels {
    private static final int CHUNK = 2048;

    private Labels() {}

    /** @param table null where no id is larger than {@link LabelTable#LARGEST_PLAIN} */
    public static void toLane(Block stored, Block lane, LabelTable table) {
        if (stored.dtype() == DType.U32) {
            Convert.copy(stored, lane);
            return;
        }
        if (stored.dtype() == DType.I32) {
            withoutNegatives(stored, lane);
            return;
        }
        boolean signed = !stored.dtype().isUnsigned();
        boolean wide = stored.dtype().bytes() == 8;
        long[] ids = new long[CHUNK];
        long n = stored.voxels();
        for (long i = 0; i < n; i += CHUNK) {
            int count = (int) Math.min(CHUNK, n - i);
            Longs.load(stored, i, ids, count);
            if (signed) {
                for (int k = 0; k < count; k++) {
                    ids[k] = Math.max(ids[k], 0);
                }
            }
            if (wide) {
                narrow(ids, count, table);
            }
            for (int k = 0; k < count; k++) {
                lane.data().setAtIndex(ValueLayout.JAVA_INT, i + k, (int) ids[k]);
            }
        }
    }

    private static void narrow(long[] ids, int count, LabelTable table) {
        for (int k = 0; k < count; k++) {
            if (table != null) {
                ids[k] = table.toLane(ids[k]);
            } else if ((ids[k] >>> 32) != 0) {
                throw RoimillException.badData(
                        "label " + Long.toUnsignedString(ids[k]) + " is larger than 2^32-1", "Renumber the labels.");
            }
        }
    }

    /** The inverse. An id that the stored type cannot hold is an error that names both. */
    public static void fromLane(Block lane, Block stored, LabelTable table) {
        if (stored.dtype() == DType.U32) {
            Convert.copy(lane, stored);
            return;
        }
        if (stored.dtype() == DType.I32) {
            checked(lane, stored);
            return;
        }
        boolean wide = stored.dtype().bytes() == 8;
        long largest = wide ? Long.MAX_VALUE : (long) stored.dtype().max();
        long[] ids = new long[CHUNK];
        long n = lane.voxels();
        for (long i = 0; i < n; i += CHUNK) {
            int count = (int) Math.min(CHUNK, n - i);
            for (int k = 0; k < count; k++) {
                int bits = lane.data().getAtIndex(ValueLayout.JAVA_INT, i + k);
                ids[k] = wide && table != null ? table.fromLane(bits) : bits & LabelTable.LARGEST_PLAIN;
            }
            for (int k = 0; k < count; k++) {
                if (ids[k] > largest) {
                    throw tooLarge(ids[k], stored);
                }
            }
            Longs.store(ids, stored, i, count);
        }
    }

    private static RoimillException tooLarge(long id, Block stored) {
        return RoimillException.badData(
                "label " + id + " does not fit into " + stored.dtype(), "Store these labels as u32.");
    }

    /** The commonest type, whose ids are the bits of the lane as they stand. */
    private static void withoutNegatives(Block stored, Block lane) {
        int[] ids = new int[CHUNK];
        long n = stored.voxels();
        for (long i = 0; i < n; i += CHUNK) {
            int count = (int) Math.min(CHUNK, n - i);
            MemorySegment.copy(stored.data(), ValueLayout.JAVA_INT, i * Integer.BYTES, ids, 0, count);
            for (int k = 0; k < count; k++) {
                ids[k] = Math.max(ids[k], 0);
            }
            MemorySegment.copy(ids, 0, lane.data(), ValueLayout.JAVA_INT, i * Integer.BYTES, count);
        }
    }

    private static void checked(Block lane, Block stored) {
        int[] ids = new int[CHUNK];
        long n = lane.voxels();
        for (long i = 0; i < n; i += CHUNK) {
            int count = (int) Math.min(CHUNK, n - i);
            MemorySegment.copy(lane.data(), ValueLayout.JAVA_INT, i * Integer.BYTES, ids, 0, count);
            int signs = 0;
            for (int k = 0; k < count; k++) {
                signs |= ids[k];
            }
            if (signs < 0) {
                int k = 0;
                while (ids[k] >= 0) {
                    k++;
                }
                throw tooLarge(ids[k] & LabelTable.LARGEST_PLAIN, stored);
            }
            MemorySegment.copy(ids, 0, stored.data(), ValueLayout.JAVA_INT, i * Integer.BYTES, count);
        }
    }
}
