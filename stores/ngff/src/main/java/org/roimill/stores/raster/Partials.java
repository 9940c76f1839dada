package org.roimill.stores.raster;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/**
 * Chunks of one level of which only a part has come. They are held in memory until the rest has; beyond a limit, a new
 * one is given up at once, to be made again from the finer level. Safe for many threads.
 */
final class Partials {
    private final DType dtype;
    private final long limit;
    private final AtomicLong held;
    private final Map<Region, Partial> open = new ConcurrentHashMap<>();

    /**
     * @param held bytes held by all levels together
     * @param limit what {@code held} may reach before chunks are given up; a level that cannot be made again has none
     */
    Partials(DType dtype, AtomicLong held, long limit) {
        this.dtype = dtype;
        this.held = held;
        this.limit = limit;
    }

    /** One chunk, whole once nothing remains. */
    final class Partial implements AutoCloseable {
        private final Region chunk;
        private final Arena arena;
        private final Block block;
        private long remaining;

        Partial(Region chunk) {
            this.chunk = chunk;
            this.remaining = chunk.voxels();
            long bytes = remaining * dtype.bytes();
            if (held.addAndGet(bytes) > limit) {
                held.addAndGet(-bytes);
                arena = null;
                block = null;
            } else {
                arena = Arena.ofShared();
                block = Block.zeros(dtype, chunk, arena);
            }
        }

        /** True if this was the last part of a chunk that was not given up. */
        synchronized boolean add(Block from, Region part) {
            if (block == null) {
                return false;
            }
            remaining -= part.voxels();
            if (remaining < 0) {
                throw new IllegalStateException("voxels of " + part + " were written twice");
            }
            from.copyTo(block, part);
            return remaining == 0;
        }

        Block block() {
            return block;
        }

        @Override
        public void close() {
            if (arena != null) {
                held.addAndGet(-block.bytes());
                arena.close();
            }
        }
    }

    /** Adds one part of a chunk. Gives the chunk if that made it whole, for the caller to close; else null. */
    Partial add(Region chunk, Block from, Region part) {
        Partial partial = open.computeIfAbsent(chunk, Partial::new);
        if (!partial.add(from, part)) {
            return null;
        }
        open.remove(chunk);
        return partial;
    }

    /** The chunks that were given up, and those that were never completed, which are dropped. */
    List<Region> unfinished() {
        List<Region> regions = new ArrayList<>();
        for (Partial partial : open.values()) {
            regions.add(partial.chunk);
            partial.close();
        }
        open.clear();
        return regions;
    }
}
