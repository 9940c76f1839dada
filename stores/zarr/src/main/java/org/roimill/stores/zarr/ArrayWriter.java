package org.roimill.stores.zarr;

import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.chunk.Decoder;
import org.roimill.stores.zarr.chunk.Encoder;
import org.roimill.stores.zarr.chunk.Pipeline;
import org.roimill.stores.zarr.chunk.Source;
import org.roimill.stores.zarr.codec.Crc32c;
import org.roimill.stores.zarr.codec.Scratch;
import org.roimill.stores.zarr.store.Store;
import org.roimill.stores.zarr.store.Stored;

/**
 * Writes regions into the stored objects they touch. Those that the region covers whole are written straight; of the
 * others the old values are read first, under the lock of their key.
 */
final class ArrayWriter {
    private final Store store;
    private final Layout layout;
    private final Pipeline pipeline;
    private final Region domain;
    private final Access access;
    private final Encoder encoder;

    ArrayWriter(Store store, Layout layout, Pipeline pipeline, Region domain, Access access) {
        this.store = store;
        this.layout = layout;
        this.pipeline = pipeline;
        this.domain = domain;
        this.access = access;
        this.encoder = new Encoder(access.listener() != null, access.leaveOutEmpty());
    }

    void write(Patch patch) {
        if (!pipeline.isTransparent()) {
            Parallel.forEach(
                    patch.part().cells(pipeline.shape()),
                    access.executor(),
                    access.threads(),
                    cell -> writeObject(cell, patch));
            return;
        }
        Set<ShardJob> open = ConcurrentHashMap.newKeySet();
        try {
            Iterable<Runnable> work = () -> new ShardWork(patch, open);
            Parallel.forEach(work, access.executor(), access.threads(), Runnable::run);
        } finally {
            open.forEach(ShardJob::close);
        }
    }

    /** The inner chunks of one shard after the other; of a shard covered in part, the whole shard at once. */
    private final class ShardWork implements Iterator<Runnable> {
        private final Patch patch;
        private final Set<ShardJob> open;
        private final Iterator<Region> shards;
        private Iterator<Region> inner;
        private ShardJob job;

        ShardWork(Patch patch, Set<ShardJob> open) {
            this.patch = patch;
            this.open = open;
            this.shards = patch.part().cells(pipeline.shape()).iterator();
        }

        @Override
        public boolean hasNext() {
            return shards.hasNext() || (inner != null && inner.hasNext());
        }

        @Override
        public Runnable next() {
            if (inner != null && inner.hasNext()) {
                return one(inner.next());
            }
            if (!shards.hasNext()) {
                throw new NoSuchElementException();
            }
            Region cell = shards.next();
            Region box = Decoder.cellAround(cell, pipeline.shape());
            if (!patch.part().contains(box.intersect(domain))) {
                return () -> writeObject(cell, patch);
            }
            job = new ShardJob(ArrayWriter.this, box);
            open.add(job);
            inner = cell.cells(job.sides()).iterator();
            return one(inner.next());
        }

        private Runnable one(Region cell) {
            ShardJob of = job;
            return () -> {
                if (of.put(cell, patch.source())) {
                    of.finish();
                    open.remove(of);
                }
            };
        }
    }

    Encoder encoder() {
        return encoder;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    Store store() {
        return store;
    }

    Layout layout() {
        return layout;
    }

    Region domain() {
        return domain;
    }

    /** One stored object, whole or in part. */
    private void writeObject(Region cell, Patch patch) {
        Region box = Decoder.cellAround(cell, pipeline.shape());
        String key = layout.key(box);
        Region inside = box.intersect(domain);
        ReentrantLock lock = Stripes.of(store, key);
        try (Scratch scratch = new Scratch()) {
            if (patch.part().contains(inside)) {
                Encoder.Encoded encoded = encoder.encode(pipeline, box, patch.source(), scratch);
                lock.lock();
                try {
                    put(key, box, encoded);
                } finally {
                    lock.unlock();
                }
                return;
            }
            lock.lock();
            try {
                merge(key, box, patch, scratch);
            } finally {
                lock.unlock();
            }
        } catch (RoimillException e) {
            throw layout.at(store, key, e);
        }
    }

    private void merge(String key, Region box, Patch patch, Scratch scratch) {
        try (Stored old = store.open(key)) {
            if (pipeline.isTransparent()) {
                try (ShardJob job = new ShardJob(this, box)) {
                    job.merge(old, patch);
                }
                return;
            }
            Source source = patch.over(
                    pipeline,
                    box.intersect(domain),
                    target -> Decoder.decode(pipeline, old, box, box.intersect(domain), target),
                    scratch);
            put(key, box, encoder.encode(pipeline, box, source, scratch));
        }
    }

    private void put(String key, Region box, Encoder.Encoded encoded) {
        MemorySegment stored = encoded.stored();
        if (stored == null) {
            leaveOut(key);
            return;
        }
        store.write(key, stored);
        if (access.listener() != null) {
            tell(new StoredChunk(key, layout.position(box), stored.byteSize(), Crc32c.of(stored), encoded.hash()));
        }
    }

    void leaveOut(String key) {
        store.delete(key);
        if (access.listener() != null) {
            access.listener().leftOut(key);
        }
    }

    void tell(StoredChunk chunk) {
        if (access.listener() != null) {
            access.listener().stored(chunk);
        }
    }
}
