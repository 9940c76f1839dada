package org.roimill.stores.zarr.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The bytes themselves with their CRC-32C behind them. */
public record Crc32c() implements BytesCodec {
    public static final int LENGTH = 4;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    public static int of(MemorySegment... parts) {
        CRC32C crc = new CRC32C();
        for (MemorySegment part : parts) {
            for (long at = 0; at < part.byteSize(); at += 1L << 30) {
                crc.update(part.asSlice(at, Math.min(1L << 30, part.byteSize() - at))
                        .asByteBuffer());
            }
        }
        return (int) crc.getValue();
    }

    @Override
    public long bound(long raw) {
        return raw + LENGTH;
    }

    @Override
    public MemorySegment encode(MemorySegment raw, Scratch scratch) {
        MemorySegment out = scratch.allocate(raw.byteSize() + LENGTH);
        MemorySegment.copy(raw, 0, out, 0, raw.byteSize());
        out.set(INT, raw.byteSize(), of(raw));
        return out;
    }

    @Override
    public void decode(MemorySegment stored, MemorySegment target) {
        MemorySegment raw = check(stored);
        if (raw.byteSize() != target.byteSize()) {
            throw BytesCodec.wrongLength("crc32c", raw.byteSize(), target.byteSize());
        }
        target.copyFrom(raw);
    }

    @Override
    public MemorySegment decode(MemorySegment stored, long limit, Scratch scratch) {
        return check(stored);
    }

    private static MemorySegment check(MemorySegment stored) {
        long n = stored.byteSize() - LENGTH;
        if (n < 0) {
            throw BytesCodec.damaged("crc32c data ends early");
        }
        MemorySegment raw = stored.asSlice(0, n);
        int found = of(raw);
        if (stored.get(INT, n) != found) {
            throw BytesCodec.damaged(
                    "crc32c is " + Integer.toHexString(found) + ", stored " + Integer.toHexString(stored.get(INT, n)));
        }
        return raw;
    }
}
