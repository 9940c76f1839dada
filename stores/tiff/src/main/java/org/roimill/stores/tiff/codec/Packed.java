package org.roimill.stores.tiff.codec;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.roimill.stores.tiff.file.Source;

/** The stored bytes of one strip or tile, handed out piece by piece. For one thread. */
final class Packed {
    private static final byte[] REVERSED = new byte[256];

    static {
        for (int i = 0; i < 256; i++) {
            REVERSED[i] = (byte) (Integer.reverse(i) >>> 24);
        }
    }

    private final boolean reversedBits;
    private final ByteBuffer buffer;
    private Source source;
    private long at;
    private long left;
    private Object what;

    Packed(MemorySegment buffer, boolean reversedBits) {
        this.buffer = buffer.asByteBuffer();
        this.reversedBits = reversedBits;
    }

    void start(Source from, long offset, long length, Object name) {
        source = from;
        at = offset;
        left = length;
        what = name;
    }

    /** The next bytes, as many as the buffer takes; null at the end. Valid until the next call. */
    ByteBuffer next() {
        if (left == 0) {
            return null;
        }
        buffer.clear();
        buffer.limit((int) Math.min(buffer.capacity(), left));
        into(buffer);
        return buffer.flip();
    }

    /** Puts the next bytes straight into another buffer, as many as fit; how many. */
    int into(ByteBuffer target) {
        int n = (int) Math.min(target.remaining(), left);
        int start = target.position();
        ByteBuffer part = target.slice(start, n);
        source.read(at, part, what);
        at += n;
        left -= n;
        target.position(start + n);
        if (reversedBits) {
            for (int i = start; i < start + n; i++) {
                target.put(i, REVERSED[target.get(i) & 0xFF]);
            }
        }
        return n;
    }

    /** Passes over bytes that are not needed. */
    void skip(long n) {
        long by = Math.min(n, left);
        at += by;
        left -= by;
    }
}
