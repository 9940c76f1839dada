package org.roimill.stores.complete;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.store.Sink;
import org.roimill.stores.zarr.store.Store;
import org.roimill.stores.zarr.store.Stored;

/**
 * A store seen through the chunk list of one element: an object that is listed and not there is an error, where Zarr
 * would take it for fill. The list is read when the first object is. For reading only.
 */
public final class ListedStore implements Store {
    private final Store store;
    private final String element;
    private final Supplier<ChunkList> source;
    private volatile ChunkList list;

    public ListedStore(Store store, String element, Seal seal) {
        this.store = store;
        this.element = element;
        this.source = () -> seal.open(store, element);
    }

    private ChunkList list() {
        ChunkList known = list;
        if (known == null) {
            synchronized (this) {
                if (list == null) {
                    list = source.get();
                }
                known = list;
            }
        }
        return known;
    }

    @Override
    public Stored open(String key) {
        return new Listed(store.open(key), key);
    }

    private RoimillException missing(String key) {
        return RoimillException.badData(
                store.name() + ": element '" + element + "' lacks its stored object '" + key + "'",
                "The store was copied in part or something was deleted: copy it again, or make the element again.");
    }

    /** Turns "absent" into an error where the list says otherwise. */
    private final class Listed implements Stored {
        private final Stored stored;
        private final String key;

        Listed(Stored stored, String key) {
            this.stored = stored;
            this.key = key;
        }

        private <T> T seen(T value) {
            if (value == null && isListed()) {
                throw missing(key);
            }
            return value;
        }

        private boolean isListed() {
            return key.startsWith(element + "/") && list().entries().containsKey(key.substring(element.length() + 1));
        }

        @Override
        public long size() {
            long size = stored.size();
            if (size < 0 && isListed()) {
                throw missing(key);
            }
            return size;
        }

        @Override
        public MemorySegment read(SegmentAllocator memory) {
            return seen(stored.read(memory));
        }

        @Override
        public MemorySegment read(long offset, long length, SegmentAllocator memory) {
            return seen(stored.read(offset, length, memory));
        }

        @Override
        public MemorySegment readSuffix(long length, SegmentAllocator memory) {
            return seen(stored.readSuffix(length, memory));
        }

        @Override
        public long gap() {
            return stored.gap();
        }

        @Override
        public void close() {
            stored.close();
        }
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public boolean canList() {
        return store.canList();
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
    public Sink create(String key) {
        throw new UnsupportedOperationException("a view for reading");
    }

    @Override
    public void delete(String key) {
        throw new UnsupportedOperationException("a view for reading");
    }

    @Override
    public void deleteAll(String prefix) {
        throw new UnsupportedOperationException("a view for reading");
    }

    /** The store behind stays open; whoever opened it closes it. */
    @Override
    public void close() {}
}
