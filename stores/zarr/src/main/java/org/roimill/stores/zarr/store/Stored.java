package org.roimill.stores.zarr.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * One version of one value, to be read whole or by range. Memory comes from the given allocator or, where the store
 * holds it in memory already, is a view that lives as long as the store. Reads give null where the value is absent.
 */
public interface Stored extends AutoCloseable {
    /** In bytes; -1 where the value is absent. */
    long size();

    MemorySegment read(SegmentAllocator memory);

    /** Exactly that range; one that reaches beyond the value is damaged data. */
    MemorySegment read(long offset, long length, SegmentAllocator memory);

    /** The last bytes; fewer than asked for if the value is shorter. */
    MemorySegment readSuffix(long length, SegmentAllocator memory);

    /** Two ranges closer than this are better read as one. */
    default long gap() {
        return 0;
    }

    @Override
    void close();
}
