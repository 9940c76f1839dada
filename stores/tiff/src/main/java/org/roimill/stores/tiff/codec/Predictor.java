package org.roimill.stores.tiff.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Undoes the predictors, in place, over whole rows. */
final class Predictor {
    static final int NONE = 1;
    static final int HORIZONTAL = 2;
    static final int FLOATING = 3;

    private Predictor() {}

    /**
     * Each sample was stored as the difference to the same sample of the pixel before it; native byte order. Sums are
     * kept in a register, which is twice as fast as reading back what was just written.
     */
    static void horizontal(MemorySegment rows, int rowCount, int perRow, int stride, int width) {
        for (int r = 0; r < rowCount; r++) {
            long end = (r + 1L) * perRow;
            for (long first = (long) r * perRow, last = first + stride; first < last; first++) {
                sum(rows, first, end, stride, width);
            }
        }
    }

    private static void sum(MemorySegment rows, long first, long end, int stride, int width) {
        switch (width) {
            case 1 -> {
                byte sum = 0;
                for (long i = first; i < end; i += stride) {
                    sum += rows.get(ValueLayout.JAVA_BYTE, i);
                    rows.set(ValueLayout.JAVA_BYTE, i, sum);
                }
            }
            case 2 -> {
                short sum = 0;
                for (long i = first; i < end; i += stride) {
                    sum += rows.getAtIndex(ValueLayout.JAVA_SHORT, i);
                    rows.setAtIndex(ValueLayout.JAVA_SHORT, i, sum);
                }
            }
            case 4 -> {
                int sum = 0;
                for (long i = first; i < end; i += stride) {
                    sum += rows.getAtIndex(ValueLayout.JAVA_INT, i);
                    rows.setAtIndex(ValueLayout.JAVA_INT, i, sum);
                }
            }
            default -> {
                long sum = 0;
                for (long i = first; i < end; i += stride) {
                    sum += rows.getAtIndex(ValueLayout.JAVA_LONG, i);
                    rows.setAtIndex(ValueLayout.JAVA_LONG, i, sum);
                }
            }
        }
    }

    /**
     * The bytes of a row were sorted, all highest bytes first, and each stored as the difference to the one
     * {@code stride} before it. {@code row} is scratch, as long as a row.
     */
    static void floating(MemorySegment rows, int rowCount, int perRow, int stride, int width, byte[] row) {
        int rowBytes = perRow * width;
        byte[] sorted = new byte[rowBytes];
        for (int r = 0; r < rowCount; r++) {
            long at = (long) r * rowBytes;
            MemorySegment.copy(rows, ValueLayout.JAVA_BYTE, at, row, 0, rowBytes);
            for (int i = stride; i < rowBytes; i++) {
                row[i] += row[i - stride];
            }
            for (int b = 0; b < width; b++) {
                int place = Native.LITTLE ? width - 1 - b : b;
                for (int i = 0; i < perRow; i++) {
                    sorted[i * width + place] = row[b * perRow + i];
                }
            }
            MemorySegment.copy(sorted, 0, rows, ValueLayout.JAVA_BYTE, at, rowBytes);
        }
    }
}
