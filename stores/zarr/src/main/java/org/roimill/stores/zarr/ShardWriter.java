package org.roimill.stores.zarr;

import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.chunk.Decoder;
import org.roimill.stores.zarr.chunk.Source;

/**
 * Fills one shard of an array, one chunk at a time, in any order and from several threads. Chunks are stored in C
 * order: one that comes before those in front of it waits, encoded, in memory; given in order, nothing waits. Chunks
 * never given are missing, and read as the fill value. Where nothing is sharded, each chunk is written by itself.
 */
public final class ShardWriter implements AutoCloseable {
    private final ZarrArray array;
    private final Region region;
    private final ShardJob job;

    ShardWriter(ZarrArray array, ArrayWriter writer, Region box) {
        this.array = array;
        this.region = box.intersect(array.domain());
        this.job = array.isSharded() ? new ShardJob(writer, box) : null;
    }

    /** The part of the array that this shard holds. */
    public Region region() {
        return region;
    }

    /** The voxels of one chunk, cut to the array; the block may hold more. */
    public void put(Block block, Region chunk) {
        long[] sides = array.chunks();
        Region whole = Decoder.cellAround(chunk, sides).intersect(array.domain());
        if (!whole.equals(chunk) || !region.contains(chunk) || !block.region().contains(chunk)) {
            throw new IllegalArgumentException(
                    chunk + " is no chunk of " + Arrays.toString(sides) + " of the shard over " + region);
        }
        if (block.dtype() != array.dtype()) {
            throw new IllegalArgumentException(array + " is given " + block.dtype());
        }
        if (job == null) {
            array.write(block, chunk);
        } else {
            job.put(chunk, new Source.Voxels(block, chunk));
        }
    }

    public void put(Block chunk) {
        put(chunk, chunk.region());
    }

    /** Makes the shard appear in place of an old one. */
    public void finish() {
        if (job != null) {
            job.finish();
        }
    }

    /** Without {@link #finish}, nothing was written. */
    @Override
    public void close() {
        if (job != null) {
            job.close();
        }
    }
}
