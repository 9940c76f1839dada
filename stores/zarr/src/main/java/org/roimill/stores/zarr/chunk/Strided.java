package org.roimill.stores.zarr.chunk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Copies boxes between memories whose axes lie in different orders, in tiles that stay in cache. */
final class Strided {
    private static final int TILE = 32;

    private Strided() {}

    /** Strides, in elements, of a box in C order. */
    static long[] strides(long[] shape) {
        long[] strides = new long[shape.length];
        long n = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            strides[d] = n;
            n *= shape[d];
        }
        return strides;
    }

    /** Strides of the axes of a box whose storage has them in that order. */
    static long[] strides(long[] shape, int[] order) {
        long[] stored = new long[shape.length];
        for (int d = 0; d < stored.length; d++) {
            stored[d] = shape[order[d]];
        }
        long[] of = strides(stored);
        long[] strides = new long[shape.length];
        for (int d = 0; d < stored.length; d++) {
            strides[order[d]] = of[d];
        }
        return strides;
    }

    static void copy(
            MemorySegment from, long[] fromStrides, MemorySegment to, long[] toStrides, long[] shape, int width) {
        int n = shape.length;
        for (long side : shape) {
            if (side == 0) {
                return;
            }
        }
        int a = fastest(fromStrides, shape);
        int b = fastest(toStrides, shape);
        long[] at = new long[n];
        while (true) {
            long f = 0;
            long t = 0;
            for (int d = 0; d < n; d++) {
                f += at[d] * fromStrides[d];
                t += at[d] * toStrides[d];
            }
            if (a == b) {
                plane(from, f, 0, fromStrides[b], to, t, 0, toStrides[b], 1, shape[b], width);
            } else {
                plane(
                        from,
                        f,
                        fromStrides[a],
                        fromStrides[b],
                        to,
                        t,
                        toStrides[a],
                        toStrides[b],
                        shape[a],
                        shape[b],
                        width);
            }
            int d = n - 1;
            while (d >= 0 && (d == a || d == b || ++at[d] == shape[d])) {
                at[d] = 0;
                d--;
            }
            if (d < 0) {
                return;
            }
        }
    }

    private static int fastest(long[] strides, long[] shape) {
        int best = 0;
        for (int d = 1; d < strides.length; d++) {
            boolean real = shape[d] > 1;
            if ((real && shape[best] == 1) || (real == shape[best] > 1 && strides[d] <= strides[best])) {
                best = d;
            }
        }
        return best;
    }

    private static void plane(
            MemorySegment from,
            long f,
            long fa,
            long fb,
            MemorySegment to,
            long t,
            long ta,
            long tb,
            long na,
            long nb,
            int width) {
        for (long a0 = 0; a0 < na; a0 += TILE) {
            long a1 = Math.min(na, a0 + TILE);
            for (long b0 = 0; b0 < nb; b0 += TILE) {
                long b1 = Math.min(nb, b0 + TILE);
                for (long a = a0; a < a1; a++) {
                    row(from, f + a * fa, fb, to, t + a * ta, tb, b0, b1, width);
                }
            }
        }
    }

    private static void row(
            MemorySegment from, long f, long fs, MemorySegment to, long t, long ts, long b0, long b1, int width) {
        switch (width) {
            case 1 -> {
                for (long b = b0; b < b1; b++) {
                    to.set(ValueLayout.JAVA_BYTE, t + b * ts, from.get(ValueLayout.JAVA_BYTE, f + b * fs));
                }
            }
            case 2 -> {
                for (long b = b0; b < b1; b++) {
                    to.set(
                            ValueLayout.JAVA_SHORT_UNALIGNED,
                            2 * (t + b * ts),
                            from.get(ValueLayout.JAVA_SHORT_UNALIGNED, 2 * (f + b * fs)));
                }
            }
            case 4 -> {
                for (long b = b0; b < b1; b++) {
                    to.set(
                            ValueLayout.JAVA_INT_UNALIGNED,
                            4 * (t + b * ts),
                            from.get(ValueLayout.JAVA_INT_UNALIGNED, 4 * (f + b * fs)));
                }
            }
            default -> {
                for (long b = b0; b < b1; b++) {
                    to.set(
                            ValueLayout.JAVA_LONG_UNALIGNED,
                            8 * (t + b * ts),
                            from.get(ValueLayout.JAVA_LONG_UNALIGNED, 8 * (f + b * fs)));
                }
            }
        }
    }

    /** Turns the bytes of every element round, in place. */
    static void swap(MemorySegment data, int width) {
        long n = data.byteSize();
        switch (width) {
            case 2 -> {
                for (long i = 0; i < n; i += 2) {
                    data.set(
                            ValueLayout.JAVA_SHORT_UNALIGNED,
                            i,
                            Short.reverseBytes(data.get(ValueLayout.JAVA_SHORT_UNALIGNED, i)));
                }
            }
            case 4 -> {
                for (long i = 0; i < n; i += 4) {
                    data.set(
                            ValueLayout.JAVA_INT_UNALIGNED,
                            i,
                            Integer.reverseBytes(data.get(ValueLayout.JAVA_INT_UNALIGNED, i)));
                }
            }
            case 8 -> {
                for (long i = 0; i < n; i += 8) {
                    data.set(
                            ValueLayout.JAVA_LONG_UNALIGNED,
                            i,
                            Long.reverseBytes(data.get(ValueLayout.JAVA_LONG_UNALIGNED, i)));
                }
            }
            default -> throw new IllegalArgumentException("width " + width + " of " + Arrays.asList(2, 4, 8));
        }
    }
}
