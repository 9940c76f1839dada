package org.roimill.runner.stage;

import java.nio.file.Path;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.memory.Lease;
import org.roimill.core.memory.Ledger;
import org.roimill.core.pixel.Block;

/**
 * Rasters between steps: in memory as far as that goes, in files without a name beyond. What they may take of the ledger
 * is limited, so that pieces of work always find room and nobody waits for anybody in a circle. Safe for many threads.
 */
public final class Temporaries implements Scratch {
    private final Ledger ledger;
    private final long limit;
    private final Path folder;
    private long used;
    private long spilled;

    /**
     * @param piece what the largest piece of work takes
     * @param folder for what does not fit
     */
    public Temporaries(Ledger ledger, long piece, Path folder) {
        this.ledger = ledger;
        this.limit = ledger.budget() - Math.max(ledger.budget() / 2, piece);
        this.folder = folder;
    }

    @Override
    public Held raster(String name, RasterSpec spec) {
        Held inMemory = tryMemory(name, spec);
        if (inMemory != null) {
            return inMemory;
        }
        synchronized (this) {
            spilled += spec.bytes();
        }
        return MappedRaster.unnamed(folder, spec);
    }

    /** Null where there is no room. */
    Held tryMemory(String name, RasterSpec spec) {
        synchronized (this) {
            if (spec.bytes() > limit - used) {
                return null;
            }
            used += spec.bytes();
        }
        MemoryRaster raster = MemoryRaster.tryLeased(spec, ledger, name);
        if (raster == null) {
            back(spec.bytes());
        }
        return raster == null ? null : new Counted(raster);
    }

    /** What all caches of one pass may take together. */
    long cacheLimit() {
        return limit / 4;
    }

    /** Memory that nobody needs to have; null where there is none to spare. */
    Lease tryLease(long bytes, String what) {
        synchronized (this) {
            if (bytes > limit - used) {
                return null;
            }
            used += bytes;
        }
        Lease lease = ledger.tryLease(bytes, what);
        if (lease == null) {
            back(bytes);
        }
        return lease;
    }

    void end(Lease lease) {
        lease.close();
        back(lease.bytes());
    }

    private synchronized void back(long bytes) {
        used -= bytes;
    }

    /** How many bytes went to files, in all. */
    public synchronized long spilled() {
        return spilled;
    }

    /** Tells when its memory is free again. */
    private final class Counted implements Held {
        private final MemoryRaster raster;

        Counted(MemoryRaster raster) {
            this.raster = raster;
        }

        @Override
        public void read(Block target) {
            raster.read(target);
        }

        @Override
        public void write(Block block) {
            raster.write(block);
        }

        @Override
        public RasterSpec spec() {
            return raster.spec();
        }

        @Override
        public void close() {
            raster.close();
        }

        @Override
        public void free() {
            raster.free();
            back(raster.spec().bytes());
        }
    }
}
