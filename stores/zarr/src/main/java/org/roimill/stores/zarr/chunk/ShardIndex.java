package org.roimill.stores.zarr.chunk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.codec.BytesCodec;
import org.roimill.stores.zarr.codec.Crc32c;
import org.roimill.stores.zarr.codec.Scratch;
import org.roimill.stores.zarr.meta.CodecSpec;
import org.roimill.stores.zarr.store.Stored;

/** Where the inner chunks of a shard lie: an offset and a length for each, in C order; both all ones for none. */
public record ShardIndex(Region grid, boolean atStart, boolean bigEndian, boolean checksum) {
    private static final long NONE = -1;
    private static final int ENTRY = 16;

    /** Only codecs of fixed length go with an index, and of these two are known. */
    static ShardIndex of(long[] shape, long[] inner, boolean atStart, List<CodecSpec> codecs) {
        CodecSpec first = codecs.getFirst();
        String endian = first.text("endian", "little");
        boolean checksum = codecs.size() == 2 && codecs.get(1).name().equals("crc32c");
        boolean sound = first.name().equals("bytes") && (endian.equals("little") || endian.equals("big"));
        if (!sound || (codecs.size() > 1 && !checksum)) {
            throw first.fault("index_codecs must be bytes, with or without crc32c");
        }
        long[] grid = new long[shape.length];
        for (int d = 0; d < grid.length; d++) {
            grid[d] = shape[d] / inner[d];
        }
        return new ShardIndex(Region.ofShape(grid), atStart, endian.equals("big"), checksum);
    }

    public int count() {
        return (int) grid.voxels();
    }

    long rawBytes() {
        return (long) ENTRY * count();
    }

    /** As stored. */
    long bytes() {
        return rawBytes() + (checksum ? Crc32c.LENGTH : 0);
    }

    private ValueLayout.OfLong layout() {
        return ValueLayout.JAVA_LONG_UNALIGNED.withOrder(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /** Offset and length of every inner chunk, checked against the length of the shard; null if there is no shard. */
    Entries read(Stored shard, Scratch scratch) {
        MemorySegment stored = atStart ? head(shard, scratch) : shard.readSuffix(bytes(), scratch);
        if (stored == null) {
            return null;
        }
        if (stored.byteSize() != bytes()) {
            throw BytesCodec.damaged("the shard has " + stored.byteSize() + " bytes; its index alone has " + bytes());
        }
        MemorySegment raw = checksum ? new Crc32c().decode(stored, rawBytes(), scratch) : stored;
        long[] entries = new long[2 * count()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = raw.get(layout(), 8L * i);
        }
        return new Entries(entries);
    }

    private MemorySegment head(Stored shard, Scratch scratch) {
        long size = shard.size();
        return size < 0 ? null : shard.read(0, Math.min(size, bytes()), scratch);
    }

    /** The stored form of these entries. */
    MemorySegment encode(long[] entries, Scratch scratch) {
        MemorySegment raw = scratch.allocate(rawBytes());
        for (int i = 0; i < entries.length; i++) {
            raw.set(layout(), 8L * i, entries[i]);
        }
        return checksum ? new Crc32c().encode(raw, scratch) : raw;
    }

    /** Offsets and lengths as read. */
    record Entries(long[] values) {
        boolean has(int i) {
            if (values[2 * i] == NONE && values[2 * i + 1] == NONE) {
                return false;
            }
            if (values[2 * i] < 0 || values[2 * i + 1] < 0) {
                throw BytesCodec.damaged("the shard's index says that inner chunk " + i + " has "
                        + Long.toUnsignedString(values[2 * i + 1]) + " bytes at "
                        + Long.toUnsignedString(values[2 * i]));
            }
            return true;
        }

        long offset(int i) {
            return values[2 * i];
        }

        long length(int i) {
            return values[2 * i + 1];
        }

        @Override
        public boolean equals(Object o) {
            return this == o;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    static void setNone(long[] entries, int i) {
        entries[2 * i] = NONE;
        entries[2 * i + 1] = NONE;
    }

    /** The place of an inner chunk in C order. */
    int place(long... position) {
        long place = 0;
        for (int d = 0; d < position.length; d++) {
            place = place * grid.size(d) + position[d];
        }
        return (int) place;
    }
}
