package org.roimill.stores.zarr.blosc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.stores.zarr.codec.BytesCodec;

/** The two moves of every Lempel-Ziv decoder, with their bounds. */
final class Copies {
    private final String codec;
    private final MemorySegment in;
    private final MemorySegment out;
    private long read;
    private long written;

    Copies(String codec, MemorySegment in, MemorySegment out) {
        this.codec = codec;
        this.in = in;
        this.out = out;
    }

    boolean more() {
        return read < in.byteSize();
    }

    int next() {
        if (read >= in.byteSize()) {
            throw BytesCodec.damaged(codec + " data ends early");
        }
        return in.get(ValueLayout.JAVA_BYTE, read++) & 0xFF;
    }

    void literal(long n) {
        if (n > in.byteSize() - read || n > out.byteSize() - written) {
            throw BytesCodec.damaged(codec + " data has a literal of " + n + " bytes that does not fit");
        }
        MemorySegment.copy(in, read, out, written, n);
        read += n;
        written += n;
    }

    /** What was written {@code distance} bytes ago, once more; it may overlap itself. */
    void again(long distance, long n) {
        if (distance < 1 || distance > written || n > out.byteSize() - written) {
            throw BytesCodec.damaged(
                    codec + " data repeats " + n + " bytes from " + distance + " bytes ago, which does not fit");
        }
        if (distance >= n) {
            MemorySegment.copy(out, written - distance, out, written, n);
        } else {
            for (long i = 0; i < n; i++) {
                out.set(ValueLayout.JAVA_BYTE, written + i, out.get(ValueLayout.JAVA_BYTE, written - distance + i));
            }
        }
        written += n;
    }

    void finish() {
        if (written != out.byteSize()) {
            throw BytesCodec.wrongLength(codec, written, out.byteSize());
        }
    }
}
