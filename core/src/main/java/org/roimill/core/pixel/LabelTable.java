package org.roimill.core.pixel;

import java.util.Arrays;

/**
 * Ids of 64 bits and the 32 bits that stand for them in the label lane: the position among all ids, ascending, from
 * one. Needed only where an id passes 2^32-1.
 */
public final class LabelTable {
    /** The largest id that needs no table. */
    public static final long LARGEST_PLAIN = 0xFFFFFFFFL;

    private final long[] ids;

    /** @param distinct the distinct ids without zero, in any order; {@code u64} ids as their bits */
    public LabelTable(long[] distinct) {
        this.ids = distinct.clone();
        for (int i = 0; i < ids.length; i++) {
            ids[i] ^= Long.MIN_VALUE;
        }
        Arrays.sort(ids);
    }

    /** The 32 bits for an id. */
    public int toLane(long id) {
        if (id == 0) {
            return 0;
        }
        int at = Arrays.binarySearch(ids, id ^ Long.MIN_VALUE);
        if (at < 0) {
            throw new IllegalStateException("label " + Long.toUnsignedString(id) + " is not in the table");
        }
        return at + 1;
    }

    /** The id for 32 bits. */
    public long fromLane(int bits) {
        return bits == 0 ? 0 : ids[bits - 1] ^ Long.MIN_VALUE;
    }
}
