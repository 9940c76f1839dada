package org.roimill.stores.zarr;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.store.Sink;
import org.roimill.stores.zarr.store.Store;
import org.roimill.stores.zarr.store.Stored;

/** Another store, whose reads are counted and whose writes can be made to fail after some bytes. */
final class CountingStore implements Store {
    final AtomicLong reads = new AtomicLong();
    final AtomicLong bytes = new AtomicLong();
    final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
    private final Store store;

    CountingStore(Store store) {
        this.store = store;
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public boolean isWritable() {
        return store.isWritable();
    }

    @Override
    public boolean canList() {
        return store.canList();
    }

    @Override
    public Stored open(String key) {
        Stored stored = store.open(key);
        LongSupplier size = stored::size;
        return new Stored() {
            private MemorySegment count(MemorySegment value) {
                if (value != null) {
                    reads.incrementAndGet();
                    bytes.addAndGet(value.byteSize());
                }
                return value;
            }

            @Override
            public long size() {
                return size.getAsLong();
            }

            @Override
            public MemorySegment read(SegmentAllocator memory) {
                return count(stored.read(memory));
            }

            @Override
            public MemorySegment read(long offset, long length, SegmentAllocator memory) {
                return count(stored.read(offset, length, memory));
            }

            @Override
            public MemorySegment readSuffix(long length, SegmentAllocator memory) {
                return count(stored.readSuffix(length, memory));
            }

            @Override
            public void close() {
                stored.close();
            }
        };
    }

    @Override
    public Sink create(String key) {
        Sink sink = store.create(key);
        return new Sink() {
            @Override
            public void append(MemorySegment... parts) {
                for (MemorySegment part : parts) {
                    if (room.addAndGet(-part.byteSize()) < 0) {
                        throw RoimillException.trouble("writing '" + key + "' failed: no space", "Make room.", null);
                    }
                    sink.append(part);
                }
            }

            @Override
            public void commit() {
                sink.commit();
            }

            @Override
            public void close() {
                sink.close();
            }
        };
    }

    @Override
    public void delete(String key) {
        store.delete(key);
    }

    @Override
    public void deleteAll(String prefix) {
        store.deleteAll(prefix);
    }

    @Override
    public List<String> list(String prefix) {
        return store.list(prefix);
    }

    @Override
    public void walk(String prefix, Consumer<String> key) {
        store.walk(prefix, key);
    }

    @Override
    public void close() {
        store.close();
    }
}
