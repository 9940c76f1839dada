package org.roimill.stores.zarr;

import java.util.ArrayList;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.chunk.Decoder;
import org.roimill.stores.zarr.chunk.Pipeline;
import org.roimill.stores.zarr.chunk.Target;
import org.roimill.stores.zarr.store.Store;
import org.roimill.stores.zarr.store.Stored;

/** Reads regions out of the stored objects they touch. Regions are those of the pipeline. */
record ArrayReader(Store store, Layout layout, Pipeline pipeline, Access access) {
    /** Shards that are open at once, for their pieces to be shared among the threads. */
    private static final int OPEN_SHARDS = 32;

    void read(Region region, Target target) {
        Iterable<Region> cells = region.cells(pipeline.shape());
        if (!pipeline.isTransparent()) {
            Parallel.forEach(cells, access.executor(), access.threads(), cell -> readAll(cell, target));
            return;
        }
        List<Region> window = new ArrayList<>();
        for (Region cell : cells) {
            window.add(cell);
            if (window.size() == OPEN_SHARDS) {
                readShards(window, target);
                window.clear();
            }
        }
        readShards(window, target);
    }

    /** The part of one stored object, by this thread. */
    void readAll(Region part, Target target) {
        Region box = Decoder.cellAround(part, pipeline.shape());
        String key = layout.key(box);
        try (Stored stored = store.open(key)) {
            for (Decoder.Batch batch : Decoder.plan(pipeline, stored, box, part, target)) {
                Decoder.read(batch, target);
            }
        } catch (RoimillException e) {
            throw layout.at(store, key, e);
        }
    }

    private record Piece(String key, Decoder.Batch batch) {}

    /** First all indices, then all pieces, so that few shards with many pieces keep all threads busy. */
    private void readShards(List<Region> parts, Target target) {
        List<Stored> open = new ArrayList<>();
        List<Piece> pieces = new ArrayList<>();
        try {
            Parallel.forEach(parts, access.executor(), access.threads(), part -> {
                Region box = Decoder.cellAround(part, pipeline.shape());
                String key = layout.key(box);
                try {
                    Stored stored = store.open(key);
                    synchronized (open) {
                        open.add(stored);
                    }
                    List<Decoder.Batch> batches = Decoder.plan(pipeline, stored, box, part, target);
                    synchronized (pieces) {
                        batches.forEach(b -> pieces.add(new Piece(key, b)));
                    }
                } catch (RoimillException e) {
                    throw layout.at(store, key, e);
                }
            });
            Parallel.forEach(pieces, access.executor(), access.threads(), piece -> {
                try {
                    Decoder.read(piece.batch, target);
                } catch (RoimillException e) {
                    throw layout.at(store, piece.key, e);
                }
            });
        } finally {
            open.forEach(Stored::close);
        }
    }
}
