package org.roimill.stores.raster;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;

/** Copies voxels into another order of axes. */
final class Turn {
    private Turn() {}

    /**
     * Fills a block from one that holds the same voxels in another order.
     *
     * @param strides how far apart, in voxels of the source, neighbours along each axis of the target are
     */
    static void into(Block target, Block source, long[] strides) {
        int last = strides.length - 1;
        long row = target.region().size(last);
        long[] at = new long[strides.length];
        long to = 0;
        long from = 0;
        while (to < target.voxels()) {
            copyRow(source, from, strides[last], target, to, row);
            to += row;
            int d = last - 1;
            while (d >= 0) {
                from += strides[d];
                if (++at[d] < target.region().size(d)) {
                    break;
                }
                from -= at[d] * strides[d];
                at[d] = 0;
                d--;
            }
        }
    }

    private static void copyRow(Block source, long from, long step, Block target, long to, long count) {
        MemorySegment s = source.data();
        MemorySegment t = target.data();
        switch (source.dtype().bytes()) {
            case 1 -> {
                for (long i = 0; i < count; i++) {
                    t.setAtIndex(ValueLayout.JAVA_BYTE, to + i, s.getAtIndex(ValueLayout.JAVA_BYTE, from + i * step));
                }
            }
            case 2 -> {
                for (long i = 0; i < count; i++) {
                    t.setAtIndex(ValueLayout.JAVA_SHORT, to + i, s.getAtIndex(ValueLayout.JAVA_SHORT, from + i * step));
                }
            }
            case 4 -> {
                for (long i = 0; i < count; i++) {
                    t.setAtIndex(ValueLayout.JAVA_INT, to + i, s.getAtIndex(ValueLayout.JAVA_INT, from + i * step));
                }
            }
            default -> {
                for (long i = 0; i < count; i++) {
                    t.setAtIndex(ValueLayout.JAVA_LONG, to + i, s.getAtIndex(ValueLayout.JAVA_LONG, from + i * step));
                }
            }
        }
    }
}
