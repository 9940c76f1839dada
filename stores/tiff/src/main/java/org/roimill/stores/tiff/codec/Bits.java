package org.roimill.stores.tiff.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Spreads samples that are packed, highest bit first, each row from a whole byte on. */
final class Bits {
    private Bits() {}

    /** {@code count} samples of {@code bits} each from the start of {@code row} into {@code out}, {@code width} bytes each. */
    static void spread(MemorySegment row, int bits, int count, MemorySegment out, long outAt, int width) {
        long held = 0;
        int heldBits = 0;
        long at = 0;
        long mask = (1L << bits) - 1;
        for (int i = 0; i < count; i++) {
            while (heldBits < bits) {
                held = held << 8 | (row.get(ValueLayout.JAVA_BYTE, at++) & 0xFF);
                heldBits += 8;
            }
            heldBits -= bits;
            long value = held >>> heldBits & mask;
            switch (width) {
                case 1 -> out.set(ValueLayout.JAVA_BYTE, outAt + i, (byte) value);
                case 2 -> out.set(ValueLayout.JAVA_SHORT, outAt + 2L * i, (short) value);
                default -> out.set(ValueLayout.JAVA_INT, outAt + 4L * i, (int) value);
            }
        }
    }
}
