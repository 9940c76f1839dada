package org.roimill.runner.stage;

import java.lang.foreign.Arena;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.memory.Lease;
import org.roimill.core.memory.Ledger;
import org.roimill.core.pixel.Block;

/** A raster in memory, written and read piece by piece. */
public final class MemoryRaster implements Scratch.Held {
    private final RasterSpec spec;
    private final Block all;
    private final Lease lease;

    private MemoryRaster(RasterSpec spec, Block all, Lease lease) {
        this.spec = spec;
        this.all = all;
        this.lease = lease;
    }

    /** Over a block that somebody else owns. */
    public static MemoryRaster over(RasterSpec spec, Block all) {
        return new MemoryRaster(spec, all, null);
    }

    /** Zeros in an arena. */
    public static MemoryRaster zeros(RasterSpec spec, Arena arena) {
        return new MemoryRaster(spec, Block.zeros(spec.dtype(), spec.grid().region(), arena), null);
    }

    /** Charged to the ledger until it is freed. */
    static MemoryRaster leased(RasterSpec spec, Ledger ledger, String what) {
        Lease lease = ledger.lease(Lease.cost(spec.dtype(), spec.grid().region()), what);
        return new MemoryRaster(spec, lease.block(spec.dtype(), spec.grid().region()), lease);
    }

    /** The same if the memory is there at once; else null. */
    static MemoryRaster tryLeased(RasterSpec spec, Ledger ledger, String what) {
        Lease lease = ledger.tryLease(Lease.cost(spec.dtype(), spec.grid().region()), what);
        return lease == null
                ? null
                : new MemoryRaster(spec, lease.block(spec.dtype(), spec.grid().region()), lease);
    }

    /** All of its voxels. */
    public Block block() {
        return all;
    }

    @Override
    public void read(Block target) {
        all.copyTo(target, target.region());
    }

    @Override
    public void write(Block block) {
        block.copyTo(all, block.region());
    }

    @Override
    public RasterSpec spec() {
        return spec;
    }

    @Override
    public void close() {
        // Written is written; the memory stays for those who read it.
    }

    @Override
    public void free() {
        if (lease != null) {
            lease.close();
        }
    }
}
