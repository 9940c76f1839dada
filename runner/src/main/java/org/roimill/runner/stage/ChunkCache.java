package org.roimill.runner.stage;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.memory.Lease;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * Keeps decoded chunks of a stored raster for the neighbours of a block, whose halos reach into the same chunks. Where
 * all of its slots are in use it reads straight, so nobody ever waits for a slot. Safe for many threads.
 */
final class ChunkCache implements Pixels {
    private final Pixels stored;
    private final long[] chunk;
    private final Region domain;
    private final Deque<MemorySegment> free = new ArrayDeque<>();
    /** Least recently asked for first. */
    private final Map<Region, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);

    private static final class Entry {
        final Region region;
        final MemorySegment slot;
        int readers;
        private Block block;

        Entry(Region region, MemorySegment slot) {
            this.region = region;
            this.slot = slot;
        }

        synchronized Block loaded(Pixels from) {
            if (block == null) {
                Block fresh = Block.over(
                        from.spec().dtype(),
                        region,
                        slot.asSlice(0, region.voxels() * from.spec().dtype().bytes()));
                from.read(fresh);
                block = fresh;
            }
            return block;
        }
    }

    /** @param lease pays for that many slots, and lives as long as this */
    ChunkCache(Pixels stored, int slots, Lease lease) {
        this.stored = stored;
        this.chunk = stored.chunk();
        this.domain = stored.spec().grid().region();
        for (int i = 0; i < slots; i++) {
            free.add(lease.memory(slotBytes(stored)));
        }
    }

    static long slotBytes(Pixels stored) {
        return Region.ofShape(stored.chunk()).voxels() * stored.spec().dtype().bytes();
    }

    @Override
    public RasterSpec spec() {
        return stored.spec();
    }

    @Override
    public long[] chunk() {
        return chunk.clone();
    }

    @Override
    public void read(Block target) {
        List<Entry> mine = acquire(target.region());
        if (mine.isEmpty()) {
            stored.read(target);
            return;
        }
        try {
            for (Entry entry : mine) {
                entry.loaded(stored).copyTo(target, entry.region.intersect(target.region()));
            }
        } finally {
            release(mine);
        }
    }

    /** The chunks that a region touches; none where not all of them find a slot. */
    private synchronized List<Entry> acquire(Region region) {
        List<Entry> mine = new ArrayList<>();
        for (Region cell : region.cells(chunk)) {
            Region whole = whole(cell);
            Entry entry = entries.get(whole);
            if (entry == null) {
                MemorySegment slot = slot();
                if (slot == null) {
                    mine.forEach(e -> e.readers--);
                    return List.of();
                }
                entry = new Entry(whole, slot);
                entries.put(whole, entry);
            }
            entry.readers++;
            mine.add(entry);
        }
        return mine;
    }

    private Region whole(Region cell) {
        long[] min = cell.min();
        for (int d = 0; d < min.length; d++) {
            min[d] -= min[d] % chunk[d];
        }
        return Region.at(min, chunk).intersect(domain);
    }

    private MemorySegment slot() {
        if (!free.isEmpty()) {
            return free.pop();
        }
        for (Iterator<Entry> oldest = entries.values().iterator(); oldest.hasNext(); ) {
            Entry entry = oldest.next();
            if (entry.readers == 0) {
                oldest.remove();
                return entry.slot;
            }
        }
        return null;
    }

    private synchronized void release(List<Entry> mine) {
        mine.forEach(entry -> entry.readers--);
    }
}
