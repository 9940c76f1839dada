package org.roimill.stores.zarr;

import java.util.Arrays;
import org.roimill.stores.zarr.chunk.RawHash;

/**
 * One stored object, a chunk or a shard.
 *
 * @param key within the store
 * @param position on the grid of stored objects
 * @param length of the stored bytes
 * @param crc32c of the stored bytes
 * @param hash of what they mean
 */
public record StoredChunk(String key, long[] position, long length, int crc32c, RawHash hash) {
    @Override
    public boolean equals(Object o) {
        return o instanceof StoredChunk c
                && key.equals(c.key)
                && Arrays.equals(position, c.position)
                && length == c.length
                && crc32c == c.crc32c
                && hash.equals(c.hash);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + crc32c;
    }
}
