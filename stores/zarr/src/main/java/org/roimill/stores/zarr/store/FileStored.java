package org.roimill.stores.zarr.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.nio.channels.FileChannel;

/** An open file. Replaced meanwhile, it still reads as it was. */
record FileStored(FileChannel channel, String what) implements Stored {
    private static final long GAP = 16 << 10;
    private static final int ALIGNMENT = 64;

    @Override
    public long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw Channels.failure("reading", what, e);
        }
    }

    @Override
    public MemorySegment read(SegmentAllocator memory) {
        return read(0, size(), memory);
    }

    @Override
    public MemorySegment read(long offset, long length, SegmentAllocator memory) {
        long size = size();
        if (offset < 0 || length < 0 || offset > size - length) {
            throw MemoryStored.beyond(what, offset, length, size);
        }
        MemorySegment target = memory.allocate(length, ALIGNMENT);
        try {
            Channels.read(channel, offset, target, what);
        } catch (IOException e) {
            throw Channels.failure("reading", what, e);
        }
        return target;
    }

    @Override
    public MemorySegment readSuffix(long length, SegmentAllocator memory) {
        long size = size();
        long n = Math.min(size, length);
        return read(size - n, n, memory);
    }

    @Override
    public long gap() {
        return GAP;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw Channels.failure("closing", what, e);
        }
    }
}
