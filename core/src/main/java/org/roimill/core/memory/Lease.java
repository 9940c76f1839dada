package org.roimill.core.memory;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/**
 * The working set of one task. Blocks made here live until it is closed; blocks made beyond what was leased are a
 * defect of the task, and said so. Safe for the threads of that task.
 */
public final class Lease implements AutoCloseable {
    private final Ledger ledger;
    private final long bytes;
    private final String what;
    private final List<Slab> slabs = new ArrayList<>();
    private long used;
    private boolean closed;

    Lease(Ledger ledger, long bytes, String what) {
        this.ledger = ledger;
        this.bytes = bytes;
        this.what = what;
    }

    /** What a block will take out of a lease; slightly more than its voxels. */
    public static long cost(DType dtype, Region region) {
        return Slab.sizeFor(Math.multiplyExact(region.voxels(), dtype.bytes()));
    }

    /** What plain memory will take out of a lease. */
    public static long cost(long byteSize) {
        return Slab.sizeFor(byteSize);
    }

    /** A block whose content is undefined. */
    public Block block(DType dtype, Region region) {
        return Block.over(dtype, region, memory(Math.multiplyExact(region.voxels(), dtype.bytes())));
    }

    /** A block of zeros. */
    public Block zeros(DType dtype, Region region) {
        Block block = block(dtype, region);
        block.data().fill((byte) 0);
        return block;
    }

    /** Plain memory, aligned to 64 bytes, whose content is undefined. */
    public synchronized MemorySegment memory(long byteSize) {
        long size = Slab.sizeFor(byteSize);
        if (closed) {
            throw new IllegalStateException("the lease of " + what + " is closed");
        }
        if (used + size > bytes) {
            throw new IllegalStateException(
                    what + " leased " + Bytes.text(bytes) + " and uses " + Bytes.text(used + size));
        }
        Slab slab = ledger.take(size);
        slabs.add(slab);
        used += size;
        return slab.memory().asSlice(0, byteSize);
    }

    /** Hands the memory of one block back before the end, to be used again within this lease. */
    public synchronized void free(Block block) {
        for (int i = slabs.size() - 1; i >= 0; i--) {
            Slab slab = slabs.get(i);
            if (slab.memory().address() == block.data().address()) {
                slabs.remove(i);
                used -= slab.size();
                ledger.giveBack(slab);
                return;
            }
        }
        throw new IllegalArgumentException(block + " is not of the lease of " + what);
    }

    public long bytes() {
        return bytes;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ledger.end(bytes, slabs);
        slabs.clear();
    }
}
