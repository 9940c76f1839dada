package org.roimill.core.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

/** One piece of native memory with an arena of its own, so that it can be freed alone. */
record Slab(Arena arena, MemorySegment memory) {
    private static final long PAGE = 4096;

    /** Sizes are rounded up to an eighth of their power of two, so that pieces of nearly equal size can be reused. */
    static long sizeFor(long bytes) {
        long n = Math.max(PAGE, bytes);
        long step = Math.max(PAGE, Long.highestOneBit(n) >> 3);
        return (n + step - 1) / step * step;
    }

    static Slab allocate(long size) {
        Arena arena = Arena.ofShared();
        try {
            return new Slab(arena, arena.allocate(size, 64));
        } catch (OutOfMemoryError e) {
            arena.close();
            throw new RoimillException(
                    Failure.OUT_OF_MEMORY,
                    "the system refused " + Bytes.text(size) + " of memory",
                    "Lower --memory below what this machine or job grants.",
                    e);
        }
    }

    long size() {
        return memory.byteSize();
    }

    void free() {
        arena.close();
    }
}
