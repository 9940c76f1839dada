package org.roimill.benchmarks.zarr;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.roimill.core.pixel.Block;
import org.roimill.stores.zarr.Access;
import org.roimill.stores.zarr.StoredChunk;
import org.roimill.stores.zarr.WriteListener;
import org.roimill.stores.zarr.ZarrArray;
import org.roimill.stores.zarr.meta.ArraySpec;
import org.roimill.stores.zarr.meta.ElementType;
import org.roimill.stores.zarr.store.FileStore;

/** This project's layer, into files, with or without the checksums and hashes for a chunk list. */
final class Ours implements Peer {
    private final String name;
    private final ArraySpec spec;
    private final FileStore store;
    private final boolean listening;
    private final ExecutorService executor = Executors.newCachedThreadPool();

    Ours(String name, ArraySpec spec, Path folder, boolean listening) {
        this.name = name;
        this.spec = spec;
        this.store = FileStore.create(folder);
        this.listening = listening;
        this.store.deleteAll("");
    }

    @Override
    public String name() {
        return name;
    }

    private Access access(int threads) {
        WriteListener ears = new WriteListener() {
            @Override
            public void stored(StoredChunk chunk) {
                if (chunk.length() < 1) {
                    throw new IllegalStateException(chunk.key());
                }
            }
        };
        Access access = Access.SERIAL.parallel(executor, threads);
        return listening ? access.listener(ears) : access;
    }

    @Override
    public void write(Block source, int threads) {
        store.deleteAll("");
        if (!(spec.type() instanceof ElementType.Numeric)) {
            throw new IllegalStateException();
        }
        ZarrArray.create(store, "", spec).with(access(threads)).write(source);
    }

    @Override
    public void read(Block target, int threads) {
        ZarrArray.open(store, "").with(access(threads)).read(target.region(), target);
    }

    @Override
    public long storedBytes() {
        long[] sum = {0};
        store.walk("c", key -> sum[0] += store.size(key));
        return sum[0];
    }

    @Override
    public void close() {
        store.deleteAll("");
        executor.close();
    }
}
