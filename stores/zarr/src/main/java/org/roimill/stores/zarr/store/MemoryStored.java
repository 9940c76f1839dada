package org.roimill.stores.zarr.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import org.roimill.core.error.RoimillException;

/** A value that lies in memory: every read is a view of it. */
public record MemoryStored(String what, MemorySegment value) implements Stored {
    @Override
    public long size() {
        return value == null ? -1 : value.byteSize();
    }

    @Override
    public MemorySegment read(SegmentAllocator memory) {
        return value;
    }

    @Override
    public MemorySegment read(long offset, long length, SegmentAllocator memory) {
        if (value == null) {
            return null;
        }
        if (offset < 0 || length < 0 || offset > value.byteSize() - length) {
            throw beyond(what, offset, length, value.byteSize());
        }
        return value.asSlice(offset, length);
    }

    @Override
    public MemorySegment readSuffix(long length, SegmentAllocator memory) {
        return value == null ? null : value.asSlice(Math.max(0, value.byteSize() - length));
    }

    @Override
    public void close() {}

    static RoimillException beyond(String what, long offset, long length, long size) {
        return RoimillException.badData(
                what + " has " + size + " bytes; " + length + " are wanted from byte " + offset,
                "The file is cut short or damaged: copy or make it again.");
    }
}
