package org.roimill.stores.zarr.codec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/** An LZ4 block behind the length of its content, as numcodecs frames it. */
public record Lz4(int acceleration) implements BytesCodec {
    private static final LZ4Factory FACTORY = LZ4Factory.fastestInstance();
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int PREFIX = 4;

    @Override
    public long bound(long raw) {
        return PREFIX + boundOfBlock(raw);
    }

    public static long boundOfBlock(long raw) {
        return raw + raw / 255 + 16;
    }

    @Override
    public MemorySegment encode(MemorySegment raw, Scratch scratch) {
        MemorySegment out = scratch.allocate(bound(raw.byteSize()));
        out.set(INT, 0, (int) raw.byteSize());
        return out.asSlice(0, PREFIX + encodeBlock(raw, out.asSlice(PREFIX), 0));
    }

    /** A bare block into a target of at least the bound; {@code high} from 1 on asks for slower, denser packing. */
    public static int encodeBlock(MemorySegment raw, MemorySegment target, int high) {
        var compressor = high > 0 ? FACTORY.highCompressor(high) : FACTORY.fastCompressor();
        return compressor.compress(
                raw.asByteBuffer(), 0, (int) raw.byteSize(), target.asByteBuffer(), 0, (int) target.byteSize());
    }

    /** A bare block that must fill the target. */
    public static void decodeBlock(MemorySegment stored, MemorySegment target) {
        int n;
        try {
            n = FACTORY.safeDecompressor()
                    .decompress(stored.asByteBuffer(), 0, (int) stored.byteSize(), target.asByteBuffer(), 0, (int)
                            target.byteSize());
        } catch (LZ4Exception e) {
            throw BytesCodec.damaged("lz4 data cannot be read: " + e.getMessage());
        }
        if (n != target.byteSize()) {
            throw BytesCodec.wrongLength("lz4", n, target.byteSize());
        }
    }

    @Override
    public void decode(MemorySegment stored, MemorySegment target) {
        long claimed = claimed(stored);
        if (claimed != target.byteSize()) {
            throw BytesCodec.wrongLength("lz4", claimed, target.byteSize());
        }
        decodeBlock(stored.asSlice(PREFIX), target);
    }

    @Override
    public MemorySegment decode(MemorySegment stored, long limit, Scratch scratch) {
        long claimed = claimed(stored);
        if (claimed > Math.min(limit, stored.byteSize() * 256)) {
            throw BytesCodec.tooLong("lz4", claimed, Math.min(limit, stored.byteSize() * 256));
        }
        MemorySegment target = scratch.allocate(claimed);
        decodeBlock(stored.asSlice(PREFIX), target);
        return target;
    }

    private static long claimed(MemorySegment stored) {
        if (stored.byteSize() < PREFIX) {
            throw BytesCodec.damaged("lz4 data ends early");
        }
        return stored.get(INT, 0) & 0xFFFFFFFFL;
    }
}
