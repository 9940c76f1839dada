package org.roimill.kernels.flow;

import java.lang.foreign.ValueLayout;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.roimill.core.pixel.Block;

/**
 * How many pixels of each label of one plane lie under each label of the next, the background among them. Those of the
 * blocks of a plane add up to that of the plane, in any order. Small, and can be sent.
 */
public final class PlaneOverlaps {
    private static final int MAGIC = 0x52504f31;
    private static final int ENTRY = 2 * Long.BYTES;

    /** The label in the lower plane in the high half, that in the upper plane in the low half; ascending without sign. */
    private final long[] pairs;

    private final long[] pixels;

    private PlaneOverlaps(long[] pairs, long[] pixels) {
        this.pairs = pairs;
        this.pixels = pixels;
    }

    /** Of two planes of labels over the same pixels. */
    public static PlaneOverlaps of(Block lower, Block upper) {
        if (!lower.region().equals(upper.region())
                || lower.dtype().bytes() != Integer.BYTES
                || upper.dtype().bytes() != Integer.BYTES) {
            throw new IllegalArgumentException("overlaps of " + lower + " and " + upper);
        }
        Counts counts = new Counts();
        long last = 0;
        long run = 0;
        for (long i = 0; i < lower.voxels(); i++) {
            long a = lower.data().getAtIndex(ValueLayout.JAVA_INT, i);
            long b = upper.data().getAtIndex(ValueLayout.JAVA_INT, i) & 0xFFFFFFFFL;
            long pair = (a << 32) | b;
            if (pair != last) {
                counts.add(last, run);
                last = pair;
                run = 0;
            }
            run++;
        }
        counts.add(last, run);
        return counts.sorted();
    }

    /** The sum over the blocks of a plane. */
    public static PlaneOverlaps merge(List<PlaneOverlaps> parts) {
        Counts counts = new Counts();
        for (PlaneOverlaps part : parts) {
            for (int i = 0; i < part.pairs.length; i++) {
                counts.add(part.pairs[i], part.pixels[i]);
            }
        }
        return counts.sorted();
    }

    private static final class Counts {
        private final LongIndex index = new LongIndex(256);
        private long[] pixels = new long[256];

        void add(long pair, long n) {
            if (pair == 0 || n == 0) {
                return;
            }
            int k = index.add(pair);
            if (k == pixels.length) {
                pixels = Arrays.copyOf(pixels, 2 * k);
            }
            pixels[k] += n;
        }

        PlaneOverlaps sorted() {
            int n = index.size();
            long[] pairs = new long[n];
            for (int k = 0; k < n; k++) {
                pairs[k] = index.key(k) ^ Long.MIN_VALUE;
            }
            Arrays.sort(pairs);
            long[] counts = new long[n];
            for (int k = 0; k < n; k++) {
                pairs[k] ^= Long.MIN_VALUE;
                counts[k] = pixels[index.find(pairs[k])];
            }
            return new PlaneOverlaps(pairs, counts);
        }
    }

    int size() {
        return pairs.length;
    }

    /** The label in the lower plane, without sign. */
    long lower(int i) {
        return pairs[i] >>> 32;
    }

    long upper(int i) {
        return pairs[i] & 0xFFFFFFFFL;
    }

    long pixels(int i) {
        return pixels[i];
    }

    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(8, Math.multiplyExact(ENTRY, pairs.length)));
        bytes.putInt(MAGIC).putInt(pairs.length);
        for (int i = 0; i < pairs.length; i++) {
            bytes.putLong(pairs[i]).putLong(pixels[i]);
        }
        return bytes.array();
    }

    /** Reads what {@link #toBytes} wrote. */
    public static PlaneOverlaps fromBytes(byte[] from) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(from);
            State.check(bytes.getInt() == MAGIC);
            int n = bytes.getInt();
            State.check(n >= 0 && bytes.remaining() == (long) n * ENTRY);
            long[] pairs = new long[n];
            long[] pixels = new long[n];
            for (int i = 0; i < n; i++) {
                pairs[i] = bytes.getLong();
                pixels[i] = bytes.getLong();
                State.check(Long.compareUnsigned(pairs[i], i == 0 ? 0 : pairs[i - 1]) > 0 && pixels[i] > 0);
            }
            return new PlaneOverlaps(pairs, pixels);
        } catch (BufferUnderflowException e) {
            throw State.damaged(e);
        }
    }
}
