package org.roimill.stores.zarr.store;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** Values in memory, for tests and small things. */
public final class MemoryStore implements Store {
    private final ConcurrentSkipListMap<String, MemorySegment> values = new ConcurrentSkipListMap<>();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public boolean canList() {
        return true;
    }

    @Override
    public Stored open(String key) {
        return new MemoryStored("'" + key + "'", values.get(Keys.check(key)));
    }

    @Override
    public Sink create(String key) {
        Keys.check(key);
        return new Buffered(value -> values.put(key, value.asReadOnly()));
    }

    @Override
    public void delete(String key) {
        values.remove(Keys.check(key));
    }

    @Override
    public void deleteAll(String prefix) {
        if (prefix.isEmpty()) {
            values.clear();
            return;
        }
        values.remove(Keys.check(prefix));
        values.subMap(prefix + "/", prefix + "0").clear();
    }

    @Override
    public List<String> list(String prefix) {
        return childrenOf(prefix, values.keySet());
    }

    @Override
    public void walk(String prefix, Consumer<String> key) {
        String start = prefix.isEmpty() ? "" : Keys.check(prefix) + "/";
        for (String k : values.tailMap(start).keySet()) {
            if (!k.startsWith(start)) {
                return;
            }
            key.accept(k);
        }
    }

    @Override
    public void close() {}

    /** The names right below a prefix among sorted keys. */
    static List<String> childrenOf(String prefix, Iterable<String> keys) {
        String start = prefix.isEmpty() ? "" : Keys.check(prefix) + "/";
        TreeSet<String> names = new TreeSet<>();
        for (String key : keys) {
            if (key.startsWith(start)) {
                int slash = key.indexOf('/', start.length());
                names.add(slash < 0 ? key.substring(start.length()) : key.substring(start.length(), slash + 1));
            }
        }
        return List.copyOf(names);
    }

    /** Collects the pieces and hands over a copy of them at the commit. */
    static final class Buffered implements Sink {
        private final Consumer<MemorySegment> whole;
        private final List<MemorySegment> parts = new ArrayList<>();
        private long size;

        Buffered(Consumer<MemorySegment> whole) {
            this.whole = whole;
        }

        @Override
        public void append(MemorySegment... more) {
            for (MemorySegment part : more) {
                parts.add(Arena.ofAuto().allocate(part.byteSize(), 16).copyFrom(part));
                size += part.byteSize();
            }
        }

        @Override
        public void commit() {
            MemorySegment value =
                    parts.size() == 1 ? parts.getFirst() : Arena.ofAuto().allocate(size, 16);
            if (parts.size() != 1) {
                long at = 0;
                for (MemorySegment part : parts) {
                    MemorySegment.copy(part, 0, value, at, part.byteSize());
                    at += part.byteSize();
                }
            }
            parts.clear();
            whole.accept(value);
        }

        @Override
        public void close() {
            parts.clear();
        }
    }
}
