package org.roimill.stores.zarr.store;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Consumer;
import org.roimill.core.error.RoimillException;

/**
 * Values under keys such as {@code labels/cells/0/c/0/1}. Keys have no leading or trailing slash and no name that
 * climbs; the empty prefix is the root. Safe for many threads; two writers of one key leave one of their values.
 */
public interface Store extends AutoCloseable {
    /** The place as people know it, for messages. */
    String name();

    boolean isWritable();

    /** Whether {@link #list} and {@link #walk} work; over HTTP they do not. */
    boolean canList();

    /** A handle on the value as it is now. Never null: of an absent value every read gives null. */
    Stored open(String key);

    /** A value that appears whole at its {@link Sink#commit}, or not at all. */
    Sink create(String key);

    /** No harm where it is absent. */
    void delete(String key);

    /** The value of that key and all keys below it. */
    void deleteAll(String prefix);

    /** The names right below a prefix, sorted; those with more below them end in a slash. */
    List<String> list(String prefix);

    /** Every key below a prefix, sorted. */
    void walk(String prefix, Consumer<String> key);

    @Override
    void close();

    /** Replaces a value by these pieces, one after the other. */
    default void write(String key, MemorySegment... parts) {
        try (Sink sink = create(key)) {
            sink.append(parts);
            sink.commit();
        }
    }

    default void write(String key, byte[] value) {
        write(key, MemorySegment.ofArray(value));
    }

    /** A small value, null where there is none; one larger than {@code max} is refused. */
    default byte[] readBytes(String key, long max) {
        try (Stored stored = open(key)) {
            MemorySegment value = stored.read((size, alignment) -> {
                checkSmall(key, size, max);
                return MemorySegment.ofArray(new byte[(int) size]);
            });
            if (value == null) {
                return null;
            }
            checkSmall(key, value.byteSize(), max);
            return value.toArray(ValueLayout.JAVA_BYTE);
        }
    }

    private void checkSmall(String key, long size, long max) {
        if (size > max) {
            throw RoimillException.badData(
                    name() + ": '" + key + "' has " + size + " bytes; at most " + max + " are read",
                    "The file is damaged, or no metadata.");
        }
    }

    default boolean exists(String key) {
        return size(key) >= 0;
    }

    /** In bytes; -1 where there is no such value. */
    default long size(String key) {
        try (Stored stored = open(key)) {
            return stored.size();
        }
    }
}
