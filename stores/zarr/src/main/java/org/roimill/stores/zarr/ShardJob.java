package org.roimill.stores.zarr;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.chunk.Decoder;
import org.roimill.stores.zarr.chunk.Encoder;
import org.roimill.stores.zarr.chunk.Pipeline;
import org.roimill.stores.zarr.chunk.RawHash;
import org.roimill.stores.zarr.chunk.ShardAssembler;
import org.roimill.stores.zarr.chunk.Source;
import org.roimill.stores.zarr.codec.Scratch;
import org.roimill.stores.zarr.store.Stored;

/** One shard on its way into the store. Inner chunks come from several threads. */
final class ShardJob implements AutoCloseable {
    private final ArrayWriter writer;
    private final Region box;
    private final Region inside;
    private final String key;
    private final Pipeline inner;
    private final Pipeline.Serializer.Sharding sharding;
    private final ShardAssembler assembler;
    private final AtomicLong remaining;

    ShardJob(ArrayWriter writer, Region box) {
        this.writer = writer;
        this.box = box;
        this.inside = box.intersect(writer.domain());
        this.key = writer.layout().key(box);
        this.sharding = (Pipeline.Serializer.Sharding) writer.pipeline().serializer();
        this.inner = sharding.inner();
        this.assembler = new ShardAssembler(
                sharding, () -> writer.store().create(key), writer.encoder().hashing());
        this.remaining = new AtomicLong(inside.countCells(inner.shape()));
    }

    long[] sides() {
        return inner.shape();
    }

    Region region() {
        return inside;
    }

    String key() {
        return key;
    }

    /** The inner chunk around a region, encoded from the source; true if it was the last one to come. */
    boolean put(Region part, Source source) {
        Region cell = Decoder.cellAround(part, inner.shape());
        try (Scratch scratch = new Scratch()) {
            Encoder.Encoded encoded = writer.encoder().encode(inner, cell, source, scratch);
            assembler.put(sharding.place(cell, box), encoded.stored(), encoded.hash());
        } catch (RoimillException e) {
            throw writer.layout().at(writer.store(), key, e);
        }
        return remaining.decrementAndGet() == 0;
    }

    /** Old inner chunks as they lie, new ones encoded, those in both decoded, merged and encoded. */
    void merge(Stored old, Patch patch) {
        Decoder.Shard shard = Decoder.shard(sharding, old);
        for (Region part : inside.cells(inner.shape())) {
            Region cell = Decoder.cellAround(part, inner.shape());
            int place = sharding.place(cell, box);
            Region fresh = patch.part().intersect(part);
            try (Scratch scratch = new Scratch()) {
                if (fresh.isEmpty()) {
                    keep(place, shard, scratch);
                    continue;
                }
                Source source = fresh.equals(part)
                        ? patch.source()
                        : patch.over(inner, part, t -> shard.read(place, cell, part, t), scratch);
                Encoder.Encoded encoded = writer.encoder().encode(inner, cell, source, scratch);
                assembler.put(place, encoded.stored(), encoded.hash());
            }
        }
        finish();
    }

    private void keep(int place, Decoder.Shard shard, Scratch scratch) {
        MemorySegment stored = shard.stored(place, scratch);
        RawHash hash = stored == null || !writer.encoder().hashing() ? null : Decoder.hash(inner, stored);
        assembler.put(place, stored, hash);
    }

    /** Makes the shard appear in place of the old one, and tells. */
    void finish() {
        ReentrantLock lock = Stripes.of(writer.store(), key);
        lock.lock();
        try {
            ShardAssembler.Result result = assembler.finish();
            if (result.length() < 0) {
                writer.leaveOut(key);
            } else {
                writer.tell(new StoredChunk(
                        key, writer.layout().position(box), result.length(), result.crc32c(), result.hash()));
            }
        } catch (RoimillException e) {
            throw writer.layout().at(writer.store(), key, e);
        } finally {
            lock.unlock();
            assembler.close();
        }
    }

    @Override
    public void close() {
        assembler.close();
    }
}
