package org.roimill.stores.zarr.chunk;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.roimill.stores.zarr.codec.Scratch;
import org.roimill.stores.zarr.store.Sink;

/**
 * Puts a shard together from inner chunks that come in any order from any thread. They are laid down in C order, so
 * that equal content gives equal bytes: one that comes before its turn waits in memory, as it was encoded. With the
 * index at the start all wait.
 */
public final class ShardAssembler implements AutoCloseable {
    private final ShardIndex index;
    private final Pipeline inner;
    private final Supplier<Sink> opening;
    private final boolean hashing;
    private final Piece[] waiting;
    private final RawHash[] hashes;
    private final boolean[] here;
    private final long[] entries;
    private final CRC32C crc = new CRC32C();
    private Sink sink;
    private int next;
    private long length;

    private record Piece(Scratch scratch, MemorySegment memory) {}

    /** What became of the shard: its length, or -1 if there was nothing to store. */
    public record Result(long length, int crc32c, RawHash hash) {}

    /** The sink is opened with the first bytes. */
    public ShardAssembler(Pipeline.Serializer.Sharding sharding, Supplier<Sink> opening, boolean hashing) {
        this.index = sharding.index();
        this.inner = sharding.inner();
        this.opening = opening;
        this.hashing = hashing;
        int n = index.count();
        this.waiting = new Piece[n];
        this.hashes = hashing ? new RawHash[n] : null;
        this.here = new boolean[n];
        this.entries = new long[2 * n];
        for (int i = 0; i < n; i++) {
            ShardIndex.setNone(entries, i);
        }
    }

    /** An encoded inner chunk, which is copied or written before this returns; null for one left out. */
    public synchronized void put(int i, MemorySegment stored, RawHash hash) {
        if (here[i]) {
            throw new IllegalStateException("inner chunk " + i + " of a shard was given twice");
        }
        here[i] = true;
        if (hashing) {
            hashes[i] = hash;
        }
        if (i == next && !index.atStart()) {
            if (stored != null) {
                lay(i, stored);
            }
            next++;
            layWaiting();
        } else if (stored != null) {
            Scratch own = new Scratch();
            waiting[i] = new Piece(own, own.allocate(stored.byteSize()).copyFrom(stored));
        }
    }

    private void layWaiting() {
        while (next < here.length && here[next]) {
            layOne(next++);
        }
    }

    private void layOne(int i) {
        Piece piece = waiting[i];
        if (piece != null) {
            lay(i, piece.memory);
            piece.scratch.close();
            waiting[i] = null;
        }
    }

    private void lay(int i, MemorySegment stored) {
        entries[2 * i] = length;
        entries[2 * i + 1] = stored.byteSize();
        append(stored);
    }

    private void append(MemorySegment part) {
        if (sink == null) {
            sink = opening.get();
        }
        sink.append(part);
        crc.update(part.asByteBuffer());
        length += part.byteSize();
    }

    /** Lays down what is left and the index, and makes the shard appear. What never came is missing. */
    public synchronized Result finish() {
        boolean empty = sink == null;
        for (int i = 0; empty && i < waiting.length; i++) {
            empty = waiting[i] == null;
        }
        RawHash hash =
                hashing ? RawHash.ofAll(hashes.length, i -> hashes[i] == null ? inner.emptyHash() : hashes[i]) : null;
        if (empty) {
            return new Result(-1, 0, hash);
        }
        try (Scratch scratch = new Scratch()) {
            if (index.atStart()) {
                long at = index.bytes();
                for (int i = 0; i < waiting.length; i++) {
                    if (waiting[i] != null) {
                        entries[2 * i] = at;
                        entries[2 * i + 1] = waiting[i].memory.byteSize();
                        at += entries[2 * i + 1];
                    }
                }
                append(index.encode(entries, scratch));
                for (Piece piece : waiting) {
                    if (piece != null) {
                        append(piece.memory);
                    }
                }
            } else {
                for (int i = next; i < waiting.length; i++) {
                    layOne(i);
                }
                append(index.encode(entries, scratch));
            }
        }
        sink.commit();
        return new Result(length, (int) crc.getValue(), hash);
    }

    @Override
    public synchronized void close() {
        for (int i = 0; i < waiting.length; i++) {
            if (waiting[i] != null) {
                waiting[i].scratch.close();
                waiting[i] = null;
            }
        }
        if (sink != null) {
            sink.close();
            sink = null;
        }
    }
}
