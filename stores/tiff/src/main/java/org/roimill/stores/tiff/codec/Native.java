package org.roimill.stores.tiff.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The byte order of this machine. */
final class Native {
    static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private Native() {}

    /** Turns the bytes of each sample round, in place. */
    static void swap(MemorySegment samples, int width) {
        long n = samples.byteSize() / width;
        switch (width) {
            case 2 -> {
                for (long i = 0; i < n; i++) {
                    samples.setAtIndex(
                            ValueLayout.JAVA_SHORT,
                            i,
                            Short.reverseBytes(samples.getAtIndex(ValueLayout.JAVA_SHORT, i)));
                }
            }
            case 4 -> {
                for (long i = 0; i < n; i++) {
                    samples.setAtIndex(
                            ValueLayout.JAVA_INT, i, Integer.reverseBytes(samples.getAtIndex(ValueLayout.JAVA_INT, i)));
                }
            }
            case 8 -> {
                for (long i = 0; i < n; i++) {
                    samples.setAtIndex(
                            ValueLayout.JAVA_LONG, i, Long.reverseBytes(samples.getAtIndex(ValueLayout.JAVA_LONG, i)));
                }
            }
            default -> {}
        }
    }
}
