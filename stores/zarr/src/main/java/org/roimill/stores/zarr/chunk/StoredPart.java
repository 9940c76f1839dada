package org.roimill.stores.zarr.chunk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import org.roimill.stores.zarr.codec.BytesCodec;
import org.roimill.stores.zarr.store.Stored;

/** A range of another value, as a value. */
record StoredPart(Stored whole, long offset, long size) implements Stored {
    @Override
    public MemorySegment read(SegmentAllocator memory) {
        return whole.read(offset, size, memory);
    }

    @Override
    public MemorySegment read(long from, long length, SegmentAllocator memory) {
        if (from < 0 || length < 0 || from > size - length) {
            throw BytesCodec.damaged("bytes " + from + " to " + (from + length) + " of " + size + " are wanted");
        }
        return whole.read(offset + from, length, memory);
    }

    @Override
    public MemorySegment readSuffix(long length, SegmentAllocator memory) {
        long n = Math.min(size, length);
        return whole.read(offset + size - n, n, memory);
    }

    @Override
    public long gap() {
        return whole.gap();
    }

    @Override
    public void close() {}
}
