package org.roimill.stores.zarr.chunk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.roimill.stores.zarr.codec.BytesCodec;
import org.roimill.stores.zarr.codec.Scratch;

/** Values of any length, each behind its own, after their number: numcodecs' vlen-utf8 and vlen-bytes. */
final class Variable {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Variable() {}

    static MemorySegment encode(byte[][] values, Scratch scratch) {
        long size = 4;
        for (byte[] v : values) {
            size += 4L + v.length;
        }
        MemorySegment out = scratch.allocate(size);
        out.set(INT, 0, values.length);
        long at = 4;
        for (byte[] v : values) {
            out.set(INT, at, v.length);
            MemorySegment.copy(v, 0, out, ValueLayout.JAVA_BYTE, at + 4, v.length);
            at += 4L + v.length;
        }
        return out;
    }

    static byte[][] decode(MemorySegment in, int count) {
        if (in.byteSize() < 4 || in.get(INT, 0) != count) {
            throw BytesCodec.damaged("a chunk of " + count + " values says that it has "
                    + (in.byteSize() < 4 ? "none" : in.get(INT, 0) & 0xFFFFFFFFL));
        }
        byte[][] values = new byte[count][];
        long at = 4;
        for (int i = 0; i < count; i++) {
            long length = at + 4 > in.byteSize() ? -1 : in.get(INT, at);
            if (length < 0 || length > in.byteSize() - at - 4) {
                throw BytesCodec.damaged("value " + i + " of a chunk of " + count + " reaches beyond its end");
            }
            values[i] = in.asSlice(at + 4, length).toArray(ValueLayout.JAVA_BYTE);
            at += 4 + length;
        }
        return values;
    }
}
