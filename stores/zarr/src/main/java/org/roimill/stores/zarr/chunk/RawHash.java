package org.roimill.stores.zarr.chunk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.function.IntFunction;

/**
 * XXH3-128 of the voxels of a chunk as they are before any codec: whole chunk shape, C order, little-endian. Of a
 * shard: of the hashes of its inner chunks, 16 bytes each, highest first, in C order, where a missing one counts as
 * one full of the fill value.
 */
public record RawHash(long high, long low) {
    private static final ValueLayout.OfLong BIG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int LENGTH = 16;

    public static RawHash of(MemorySegment raw) {
        return Xxh3.hash(raw);
    }

    /** The hash of that many hashes. */
    public static RawHash ofAll(int count, IntFunction<RawHash> hashes) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment all = arena.allocate((long) LENGTH * count, 8);
            for (int i = 0; i < count; i++) {
                RawHash hash = hashes.apply(i);
                all.set(BIG, (long) LENGTH * i, hash.high);
                all.set(BIG, (long) LENGTH * i + 8, hash.low);
            }
            return of(all);
        }
    }

    public static RawHash parse(String hex) {
        return new RawHash(
                HexFormat.fromHexDigitsToLong(hex, 0, LENGTH), HexFormat.fromHexDigitsToLong(hex, LENGTH, 2 * LENGTH));
    }

    /** 32 digits. */
    public String hex() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }

    @Override
    public String toString() {
        return hex();
    }
}
