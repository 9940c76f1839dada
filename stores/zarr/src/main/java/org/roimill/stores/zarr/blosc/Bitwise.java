package org.roimill.stores.zarr.blosc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Bit shuffle: first bit 0 of all elements, packed from the lowest bit on, then bit 1, and so on. Blosc 1 leaves a
 * block alone whose number of elements is no multiple of eight.
 */
final class Bitwise {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private Bitwise() {}

    /** {@code spare} is as long as the input, and lost. */
    static void shuffle(int width, MemorySegment in, MemorySegment out, MemorySegment spare) {
        long n = in.byteSize() / width;
        if (n % 8 != 0) {
            out.copyFrom(in);
            return;
        }
        Bytewise.shuffle(width, in, spare);
        for (int b = 0; b < width; b++) {
            planes(spare, b * n, out, b * n, n);
        }
        MemorySegment.copy(in, n * width, out, n * width, in.byteSize() - n * width);
    }

    static void unshuffle(int width, MemorySegment in, MemorySegment out, MemorySegment spare) {
        long n = in.byteSize() / width;
        if (n % 8 != 0) {
            out.copyFrom(in);
            return;
        }
        for (int b = 0; b < width; b++) {
            bytes(in, b * n, spare, b * n, n);
        }
        MemorySegment.copy(in, n * width, spare, n * width, in.byteSize() - n * width);
        Bytewise.unshuffle(width, spare, out);
    }

    /** {@code n} bytes to eight planes of n/8 bytes. */
    private static void planes(MemorySegment in, long from, MemorySegment out, long to, long n) {
        long step = n / 8;
        long whole = n & ~63L;
        for (long i = 0; i < whole; i += 64) {
            for (int k = 0; k < 64; k += 8) {
                in.set(LONG, from + i + k, transpose(in.get(LONG, from + i + k)));
            }
            Bytewise.transpose(in, from + i, 8, out, to + i / 8, step);
        }
        for (long i = whole; i < n; i += 8) {
            long bits = transpose(in.get(LONG, from + i));
            for (int k = 0; k < 8; k++) {
                out.set(BYTE, to + k * step + i / 8, (byte) (bits >>> (8 * k)));
            }
        }
    }

    private static void bytes(MemorySegment in, long from, MemorySegment out, long to, long n) {
        long step = n / 8;
        long whole = n & ~63L;
        for (long i = 0; i < whole; i += 64) {
            Bytewise.transpose(in, from + i / 8, step, out, to + i, 8);
            for (int k = 0; k < 64; k += 8) {
                out.set(LONG, to + i + k, transpose(out.get(LONG, to + i + k)));
            }
        }
        for (long i = whole; i < n; i += 8) {
            long bits = 0;
            for (int k = 0; k < 8; k++) {
                bits |= (in.get(BYTE, from + k * step + i / 8) & 0xFFL) << (8 * k);
            }
            out.set(LONG, to + i, transpose(bits));
        }
    }

    /** A word as an 8 by 8 matrix of bits, a byte a row, transposed. */
    private static long transpose(long x) {
        long t = (x ^ (x >>> 7)) & 0x00AA00AA00AA00AAL;
        x ^= t ^ (t << 7);
        t = (x ^ (x >>> 14)) & 0x0000CCCC0000CCCCL;
        x ^= t ^ (t << 14);
        t = (x ^ (x >>> 28)) & 0x00000000F0F0F0F0L;
        return x ^ t ^ (t << 28);
    }
}
