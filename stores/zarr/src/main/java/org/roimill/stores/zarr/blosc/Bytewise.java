package org.roimill.stores.zarr.blosc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Byte shuffle: first the lowest bytes of all elements, then the second, and so on; bytes beyond the last whole
 * element stay where they are. Eight elements at a time in 64-bit words for the common widths.
 */
final class Bytewise {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    private Bytewise() {}

    static void shuffle(int width, MemorySegment in, MemorySegment out) {
        long n = in.byteSize() / width;
        long done = n & ~7L;
        switch (width) {
            case 2 -> shuffle2(in, out, n, done);
            case 4 -> shuffle4(in, out, n, done);
            case 8 -> shuffle8(in, out, n, done);
            default -> done = 0;
        }
        for (long i = done; i < n; i++) {
            for (int b = 0; b < width; b++) {
                out.set(BYTE, b * n + i, in.get(BYTE, i * width + b));
            }
        }
        MemorySegment.copy(in, n * width, out, n * width, in.byteSize() - n * width);
    }

    static void unshuffle(int width, MemorySegment in, MemorySegment out) {
        long n = in.byteSize() / width;
        long done = n & ~7L;
        switch (width) {
            case 2 -> unshuffle2(in, out, n, done);
            case 4 -> unshuffle4(in, out, n, done);
            case 8 -> unshuffle8(in, out, n, done);
            default -> done = 0;
        }
        for (long i = done; i < n; i++) {
            for (int b = 0; b < width; b++) {
                out.set(BYTE, i * width + b, in.get(BYTE, b * n + i));
            }
        }
        MemorySegment.copy(in, n * width, out, n * width, in.byteSize() - n * width);
    }

    private static final long EVEN = 0x00FF00FF00FF00FFL;
    private static final long PAIRS = 0x0000FFFF0000FFFFL;
    private static final long LOW = 0x00000000FFFFFFFFL;

    /** There the two are single instructions; elsewhere they are loops, and shifts are faster. */
    private static final boolean GATHERS = System.getProperty("os.arch").equals("amd64");

    /** The even bytes side by side in the low half. */
    private static long evens(long x) {
        return GATHERS ? Long.compress(x, EVEN) : evensByShifts(x);
    }

    /** The low four bytes spread over the even places. */
    private static long spread(long x) {
        return GATHERS ? Long.expand(x, EVEN) : spreadByShifts(x);
    }

    static long evensByShifts(long x) {
        x &= EVEN;
        x = (x | (x >>> 8)) & PAIRS;
        return (x | (x >>> 16)) & LOW;
    }

    static long spreadByShifts(long x) {
        x &= LOW;
        x = (x | (x << 16)) & PAIRS;
        return (x | (x << 8)) & EVEN;
    }

    private static void shuffle2(MemorySegment in, MemorySegment out, long n, long done) {
        for (long i = 0; i < done; i += 8) {
            long a = in.get(LONG, 2 * i);
            long b = in.get(LONG, 2 * i + 8);
            out.set(LONG, i, evens(a) | (evens(b) << 32));
            out.set(LONG, n + i, evens(a >>> 8) | (evens(b >>> 8) << 32));
        }
    }

    private static void unshuffle2(MemorySegment in, MemorySegment out, long n, long done) {
        for (long i = 0; i < done; i += 8) {
            long lo = in.get(LONG, i);
            long hi = in.get(LONG, n + i);
            out.set(LONG, 2 * i, spread(lo) | (spread(hi) << 8));
            out.set(LONG, 2 * i + 8, spread(lo >>> 32) | (spread(hi >>> 32) << 8));
        }
    }

    private static void shuffle4(MemorySegment in, MemorySegment out, long n, long done) {
        for (long i = 0; i < done; i += 8) {
            long a = in.get(LONG, 4 * i);
            long b = in.get(LONG, 4 * i + 8);
            long c = in.get(LONG, 4 * i + 16);
            long d = in.get(LONG, 4 * i + 24);
            // Even and odd bytes of two words each, then again of these.
            long e0 = evens(a) | (evens(b) << 32);
            long e1 = evens(c) | (evens(d) << 32);
            long o0 = evens(a >>> 8) | (evens(b >>> 8) << 32);
            long o1 = evens(c >>> 8) | (evens(d >>> 8) << 32);
            out.set(LONG, i, evens(e0) | (evens(e1) << 32));
            out.set(LONG, n + i, evens(o0) | (evens(o1) << 32));
            out.set(LONG, 2 * n + i, evens(e0 >>> 8) | (evens(e1 >>> 8) << 32));
            out.set(LONG, 3 * n + i, evens(o0 >>> 8) | (evens(o1 >>> 8) << 32));
        }
    }

    private static void unshuffle4(MemorySegment in, MemorySegment out, long n, long done) {
        for (long i = 0; i < done; i += 8) {
            long p0 = in.get(LONG, i);
            long p1 = in.get(LONG, n + i);
            long p2 = in.get(LONG, 2 * n + i);
            long p3 = in.get(LONG, 3 * n + i);
            long e0 = spread(p0) | (spread(p2) << 8);
            long e1 = spread(p0 >>> 32) | (spread(p2 >>> 32) << 8);
            long o0 = spread(p1) | (spread(p3) << 8);
            long o1 = spread(p1 >>> 32) | (spread(p3 >>> 32) << 8);
            out.set(LONG, 4 * i, spread(e0) | (spread(o0) << 8));
            out.set(LONG, 4 * i + 8, spread(e0 >>> 32) | (spread(o0 >>> 32) << 8));
            out.set(LONG, 4 * i + 16, spread(e1) | (spread(o1) << 8));
            out.set(LONG, 4 * i + 24, spread(e1 >>> 32) | (spread(o1 >>> 32) << 8));
        }
    }

    private static void shuffle8(MemorySegment in, MemorySegment out, long n, long done) {
        for (long i = 0; i < done; i += 8) {
            transpose(in, 8 * i, 8, out, i, n);
        }
    }

    private static void unshuffle8(MemorySegment in, MemorySegment out, long n, long done) {
        for (long i = 0; i < done; i += 8) {
            transpose(in, i, n, out, 8 * i, 8);
        }
    }

    /** Eight words as an 8 by 8 matrix of bytes, transposed by swapping ever larger quarters. */
    static void transpose(MemorySegment in, long from, long inStep, MemorySegment out, long to, long outStep) {
        long a = in.get(LONG, from);
        long b = in.get(LONG, from + inStep);
        long c = in.get(LONG, from + 2 * inStep);
        long d = in.get(LONG, from + 3 * inStep);
        long e = in.get(LONG, from + 4 * inStep);
        long f = in.get(LONG, from + 5 * inStep);
        long g = in.get(LONG, from + 6 * inStep);
        long h = in.get(LONG, from + 7 * inStep);
        long t = ((a >>> 8) ^ b) & EVEN;
        a ^= t << 8;
        b ^= t;
        t = ((c >>> 8) ^ d) & EVEN;
        c ^= t << 8;
        d ^= t;
        t = ((e >>> 8) ^ f) & EVEN;
        e ^= t << 8;
        f ^= t;
        t = ((g >>> 8) ^ h) & EVEN;
        g ^= t << 8;
        h ^= t;
        t = ((a >>> 16) ^ c) & PAIRS;
        a ^= t << 16;
        c ^= t;
        t = ((b >>> 16) ^ d) & PAIRS;
        b ^= t << 16;
        d ^= t;
        t = ((e >>> 16) ^ g) & PAIRS;
        e ^= t << 16;
        g ^= t;
        t = ((f >>> 16) ^ h) & PAIRS;
        f ^= t << 16;
        h ^= t;
        out.set(LONG, to, (a & LOW) | (e << 32));
        out.set(LONG, to + outStep, (b & LOW) | (f << 32));
        out.set(LONG, to + 2 * outStep, (c & LOW) | (g << 32));
        out.set(LONG, to + 3 * outStep, (d & LOW) | (h << 32));
        out.set(LONG, to + 4 * outStep, (a >>> 32) | (e & ~LOW));
        out.set(LONG, to + 5 * outStep, (b >>> 32) | (f & ~LOW));
        out.set(LONG, to + 6 * outStep, (c >>> 32) | (g & ~LOW));
        out.set(LONG, to + 7 * outStep, (d >>> 32) | (h & ~LOW));
    }
}
