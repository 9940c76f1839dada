package org.roimill.stores.tiff.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Undoes the predictors, in place, over whole rows. */
final class Predictor {
    static final int NONE = 1;
    static final int HORIZONTAL = 2;
    static final int FLOATING = 3;

    private Predictor() {}

    /** Each sample was stored as the difference to the same sample of the pixel before it; native byte order. */
    static void horizontal(MemorySegment rows, int rowCount, int perRow, int stride, int width) {
        for (int r = 0; r < rowCount; r++) {
            long first = (long) r * perRow;
            switch (width) {
                case 1 -> {
                    for (long i = first + stride, end = first + perRow; i < end; i++) {
                        byte sum = (byte) (rows.get(ValueLayout.JAVA_BYTE, i) + rows.get(ValueLayout.JAVA_BYTE, i - stride));
                        rows.set(ValueLayout.JAVA_BYTE, i, sum);
                    }
                }
                case 2 -> {
                    for (long i = first + stride, end = first + perRow; i < end; i++) {
                        short sum = (short) (rows.getAtIndex(ValueLayout.JAVA_SHORT, i)
                                + rows.getAtIndex(ValueLayout.JAVA_SHORT, i - stride));
                        rows.setAtIndex(ValueLayout.JAVA_SHORT, i, sum);
                    }
                }
                case 4 -> {
                    for (long i = first + stride, end = first + perRow; i < end; i++) {
                        int sum = rows.getAtIndex(ValueLayout.JAVA_INT, i)
                                + rows.getAtIndex(ValueLayout.JAVA_INT, i - stride);
                        rows.setAtIndex(ValueLayout.JAVA_INT, i, sum);
                    }
                }
                default -> {
                    for (long i = first + stride, end = first + perRow; i < end; i++) {
                        long sum = rows.getAtIndex(ValueLayout.JAVA_LONG, i)
                                + rows.getAtIndex(ValueLayout.JAVA_LONG, i - stride);
                        rows.setAtIndex(ValueLayout.JAVA_LONG, i, sum);
                    }
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
