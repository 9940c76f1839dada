package org.roimill.stores.raster;

import java.lang.foreign.Arena;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.ShardWriter;
import org.roimill.stores.zarr.ZarrArray;

/**
 * Writes one level, chunk by chunk, and hands each chunk on to the coarser level as soon as it is whole. Regions are in
 * stored dimensions. Safe for many threads.
 */
final class LevelWriter {
    private final ZarrArray array;
    private final long[] chunk;
    private final Partials partials;
    private final Map<Region, OpenShard> shards = new ConcurrentHashMap<>();
    private final Downscale downscale;
    private final LevelWriter coarser;

    /** A shard and how many of its chunks have not come yet. */
    private static final class OpenShard {
        final ShardWriter writer;
        final AtomicLong remaining;

        OpenShard(ShardWriter writer, long chunks) {
            this.writer = writer;
            this.remaining = new AtomicLong(chunks);
        }
    }

    /**
     * @param downscale makes {@code coarser} from this level; both null for the coarsest
     */
    LevelWriter(ZarrArray array, Partials partials, Downscale downscale, LevelWriter coarser) {
        this.array = array;
        this.chunk = array.chunks();
        this.partials = partials;
        this.downscale = downscale;
        this.coarser = coarser;
    }

    ZarrArray array() {
        return array;
    }

    void write(Block block) {
        for (Region cell : block.region().cells(chunk)) {
            Region whole = chunkAround(cell);
            if (cell.equals(whole)) {
                straight(block, cell);
            } else {
                try (Partials.Partial done = partials.add(whole, block, cell)) {
                    if (done != null) {
                        store(done.block());
                    }
                }
            }
        }
    }

    private Region chunkAround(Region cell) {
        long[] min = cell.min();
        for (int d = 0; d < min.length; d++) {
            min[d] -= min[d] % chunk[d];
        }
        return Region.at(min, chunk).intersect(array.domain());
    }

    private void straight(Block block, Region cell) {
        if (block.region().equals(cell)) {
            store(block);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            Block copy = Block.zeros(block.dtype(), cell, arena);
            block.copyTo(copy);
            store(copy);
        }
    }

    /** Stores one whole chunk and passes it on. */
    private void store(Block whole) {
        if (array.isSharded()) {
            intoShard(whole);
        } else {
            array.write(whole);
        }
        if (coarser != null) {
            coarser.writeFrom(whole, downscale);
        }
    }

    private void writeFrom(Block fine, Downscale by) {
        try (Arena arena = Arena.ofConfined()) {
            Block coarse = Block.zeros(fine.dtype(), by.coarse(fine.region()), arena);
            by.apply(fine, coarse);
            write(coarse);
        }
    }

    private void intoShard(Block whole) {
        long[] sides = array.shards();
        long[] position = whole.region().min();
        for (int d = 0; d < position.length; d++) {
            position[d] /= sides[d];
        }
        Region region = array.shardRegion(position).intersect(array.domain());
        OpenShard shard =
                shards.computeIfAbsent(region, r -> new OpenShard(array.shard(position), r.countCells(chunk)));
        shard.writer.put(whole);
        if (shard.remaining.decrementAndGet() == 0) {
            shards.remove(region);
            shard.writer.finish();
            shard.writer.close();
        }
    }

    /** Makes what was given up again from the finer level, which is finished. */
    void finish(LevelWriter finer) {
        for (Region lost : partials.unfinished()) {
            if (finer == null) {
                throw new IllegalStateException("a part of " + lost + " was never written");
            }
            try (Arena arena = Arena.ofConfined()) {
                Block fine = Block.zeros(array.dtype(), finer.downscale.fine(lost, finer.array.shape()), arena);
                finer.array.read(fine.region(), fine);
                writeFrom(fine, finer.downscale);
            }
        }
    }

    /** Drops what is not finished. */
    void abandon() {
        partials.unfinished();
        shards.values().forEach(shard -> shard.writer.close());
        shards.clear();
    }
}
