package org.roimill.stores.complete;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.roimill.stores.zarr.StoredChunk;
import org.roimill.stores.zarr.WriteListener;

/** Notes every object of an element while it is written. Safe for many threads. */
public final class Recorder implements WriteListener {
    private final String prefix;
    private final Map<String, ChunkList.Entry> entries = new ConcurrentHashMap<>();

    /**
     * @param element path of the element; what is stored elsewhere is a defect
     */
    public Recorder(String element) {
        this.prefix = element.isEmpty() ? "" : element + "/";
    }

    @Override
    public void stored(StoredChunk chunk) {
        entries.put(relative(chunk.key()), new ChunkList.Entry(chunk.length(), chunk.crc32c(), chunk.hash()));
    }

    @Override
    public void leftOut(String key) {
        entries.remove(relative(key));
    }

    private String relative(String key) {
        if (!key.startsWith(prefix)) {
            throw new IllegalStateException(key + " is not below " + prefix);
        }
        return key.substring(prefix.length());
    }

    public ChunkList list() {
        return new ChunkList(entries);
    }
}
