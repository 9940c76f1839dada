package org.roimill.benchmarks.zarr;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.scalableminds.bloscjava.Blosc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/** A codec alone: chunks that lie ready in memory to bytes in memory, without a file, and back into one buffer. */
abstract class Bare implements Peer {
    private final long[] sides;
    protected int chunkBytes;
    protected int chunks;

    Bare(long[] sides) {
        this.sides = sides;
    }

    abstract void accept(int chunk, MemorySegment raw);

    abstract void encode(int chunk);

    abstract void decode(int chunk);

    @Override
    public void prepare(Block source) {
        int i = 0;
        chunks = (int) source.region().countCells(sides);
        try (Arena arena = Arena.ofConfined()) {
            for (Region cell : source.region().cells(sides)) {
                chunkBytes = Math.toIntExact(cell.voxels() * source.dtype().bytes());
                Block chunk = Block.over(source.dtype(), cell, arena.allocate(chunkBytes, 64));
                source.copyTo(chunk);
                accept(i++, chunk.data());
            }
        }
    }

    @Override
    public void write(Block source, int threads) {
        each(threads, this::encode);
    }

    @Override
    public void read(Block target, int threads) {
        each(threads, this::decode);
    }

    private void each(int threads, IntConsumer work) {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                all.add(executor.submit(() -> {
                    for (int i = next.getAndIncrement(); i < chunks; i = next.getAndIncrement()) {
                        work.accept(i);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** zstd-jni on direct buffers, one context a thread. */
    static final class ZstdAlone extends Bare {
        private final int level;
        private final Arena arena = Arena.ofShared();
        private final List<ByteBuffer> raw = new ArrayList<>();
        private final List<ByteBuffer> stored = new ArrayList<>();
        private static final ThreadLocal<ZstdCompressCtx> PACKER = ThreadLocal.withInitial(ZstdCompressCtx::new);
        private static final ThreadLocal<ZstdDecompressCtx> UNPACKER = ThreadLocal.withInitial(ZstdDecompressCtx::new);
        private static final ThreadLocal<ByteBuffer> ROOM = new ThreadLocal<>();

        ZstdAlone(int level, long[] sides) {
            super(sides);
            this.level = level;
        }

        @Override
        public String name() {
            return "zstd alone";
        }

        @Override
        void accept(int chunk, MemorySegment bytes) {
            raw.add(arena.allocate(chunkBytes, 64).copyFrom(bytes).asByteBuffer());
            stored.add(null);
        }

        private ByteBuffer room() {
            if (ROOM.get() == null) {
                ROOM.set(ByteBuffer.allocateDirect((int) com.github.luben.zstd.Zstd.compressBound(chunkBytes)));
            }
            return ROOM.get();
        }

        @Override
        void encode(int chunk) {
            ByteBuffer out = room();
            ZstdCompressCtx context = PACKER.get();
            context.setLevel(level);
            int n = context.compressDirectByteBuffer(out, 0, out.capacity(), raw.get(chunk), 0, chunkBytes);
            if (stored.get(chunk) == null) {
                stored.set(
                        chunk,
                        arena.allocate(n, 64)
                                .copyFrom(MemorySegment.ofBuffer(out).asSlice(0, n))
                                .asByteBuffer());
            }
        }

        @Override
        void decode(int chunk) {
            ByteBuffer in = stored.get(chunk);
            UNPACKER.get().decompressDirectByteBuffer(room(), 0, chunkBytes, in, 0, in.capacity());
        }

        @Override
        public long storedBytes() {
            return stored.stream().mapToLong(ByteBuffer::capacity).sum();
        }

        @Override
        public void close() {
            arena.close();
        }
    }

    /** Native Blosc on byte arrays. */
    static final class BloscAlone extends Bare {
        private final int level;
        private final List<byte[]> raw = new ArrayList<>();
        private final List<byte[]> stored = new ArrayList<>();

        BloscAlone(int level, long[] sides) {
            super(sides);
            this.level = level;
        }

        @Override
        public String name() {
            return "native Blosc alone";
        }

        @Override
        void accept(int chunk, MemorySegment bytes) {
            raw.add(bytes.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
            stored.add(null);
        }

        @Override
        void encode(int chunk) {
            byte[] out =
                    Blosc.compress(raw.get(chunk), 2, Blosc.Compressor.ZSTD, level, Blosc.Shuffle.BYTE_SHUFFLE, 0, 1);
            stored.set(chunk, out);
        }

        @Override
        void decode(int chunk) {
            byte[] out = Blosc.decompress(stored.get(chunk), 1);
            if (out.length != chunkBytes) {
                throw new IllegalStateException("blosc gave " + out.length + " bytes");
            }
        }

        @Override
        public long storedBytes() {
            return stored.stream().mapToLong(b -> b.length).sum();
        }

        @Override
        public void close() {
            raw.clear();
            stored.clear();
        }
    }
}
