package org.roimill.stores.zarr.codec;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Bytes;

/**
 * Direct memory for the length of one operation; all that was allocated goes back at the close, to be used again by
 * any thread. Its content is undefined. Idle memory is bounded. One scratch is for one thread.
 */
public final class Scratch implements SegmentAllocator, AutoCloseable {
    private static final long MOST_IDLE = 512L << 20;
    private static final int SMALLEST = 12;
    /** Four sizes for each power of two, so that little is wasted and pieces of nearly equal size are shared. */
    private static final int STEPS = 4;

    private static final List<ConcurrentLinkedDeque<Piece>> IDLE = pools();
    private static final AtomicLong IDLE_BYTES = new AtomicLong();

    private record Piece(Arena arena, MemorySegment memory, int pool) {}

    private final List<Piece> taken = new ArrayList<>(4);

    private static List<ConcurrentLinkedDeque<Piece>> pools() {
        List<ConcurrentLinkedDeque<Piece>> pools = new ArrayList<>();
        for (int i = 0; i < STEPS * Long.SIZE; i++) {
            pools.add(new ConcurrentLinkedDeque<>());
        }
        return pools;
    }

    /** Aligned to 64 bytes, whatever less is asked for. */
    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        int pool = poolOf(byteSize);
        Piece piece = IDLE.get(pool).pollFirst();
        if (piece == null) {
            piece = make(pool);
        } else {
            IDLE_BYTES.addAndGet(-piece.memory.byteSize());
        }
        taken.add(piece);
        return piece.memory.asSlice(0, byteSize);
    }

    /** Aligned to 64 bytes. */
    @Override
    public MemorySegment allocate(long byteSize) {
        return allocate(byteSize, 64);
    }

    /** What {@link #allocate} takes for that many bytes. */
    public static long cost(long byteSize) {
        return sizeOf(poolOf(byteSize));
    }

    /** Memory held for later use by all threads. */
    public static long idleBytes() {
        return IDLE_BYTES.get();
    }

    @Override
    public void close() {
        for (Piece piece : taken) {
            long size = piece.memory.byteSize();
            if (IDLE_BYTES.addAndGet(size) > MOST_IDLE) {
                IDLE_BYTES.addAndGet(-size);
                piece.arena.close();
            } else {
                IDLE.get(piece.pool).addFirst(piece);
            }
        }
        taken.clear();
    }

    private static int poolOf(long byteSize) {
        if (byteSize <= 1L << SMALLEST) {
            return 0;
        }
        int power = 63 - Long.numberOfLeadingZeros(byteSize - 1);
        long quarter = 1L << (power - 2);
        int step = (int) ((byteSize - 1 - (1L << power)) / quarter);
        return (power - SMALLEST) * STEPS + step + 1;
    }

    private static long sizeOf(int pool) {
        if (pool == 0) {
            return 1L << SMALLEST;
        }
        int power = (pool - 1) / STEPS + SMALLEST;
        return (1L << power) + ((pool - 1) % STEPS + 1) * (1L << (power - 2));
    }

    private static Piece make(int pool) {
        long size = sizeOf(pool);
        Arena arena = Arena.ofShared();
        try {
            return new Piece(arena, arena.allocate(size, 64), pool);
        } catch (OutOfMemoryError e) {
            arena.close();
            throw new RoimillException(
                    Failure.OUT_OF_MEMORY,
                    "the system refused " + Bytes.text(size) + " of memory for a chunk",
                    "Use smaller chunks, or fewer threads at once.",
                    e);
        }
    }
}
