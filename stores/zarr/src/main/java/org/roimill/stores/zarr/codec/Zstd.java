package org.roimill.stores.zarr.codec;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Zstandard frames, with their content size in the header. */
public record Zstd(int level, boolean checksum) implements BytesCodec {
    private static final Pool<ZstdCompressCtx> COMPRESSORS = new Pool<>(ZstdCompressCtx::new, ZstdCompressCtx::close);
    private static final Pool<ZstdDecompressCtx> DECOMPRESSORS =
            new Pool<>(ZstdDecompressCtx::new, ZstdDecompressCtx::close);

    @Override
    public MemorySegment encode(MemorySegment raw, Scratch scratch) {
        MemorySegment out = scratch.allocate(bound(raw.byteSize()));
        return out.asSlice(0, encode(raw, out, level, checksum));
    }

    /** Compresses into a target of at least the bound; gives the length. */
    public static int encode(MemorySegment raw, MemorySegment target, int level, boolean checksum) {
        ZstdCompressCtx context = COMPRESSORS.take();
        try {
            context.setLevel(level);
            context.setChecksum(checksum);
            return context.compressDirectByteBuffer(
                    target.asByteBuffer(), 0, (int) target.byteSize(), raw.asByteBuffer(), 0, (int) raw.byteSize());
        } finally {
            COMPRESSORS.giveBack(context);
        }
    }

    @Override
    public void decode(MemorySegment stored, MemorySegment target) {
        int n = decodeSome(stored, target);
        if (n != target.byteSize()) {
            throw BytesCodec.wrongLength("zstd", n, target.byteSize());
        }
    }

    private static int decodeSome(MemorySegment stored, MemorySegment target) {
        ZstdDecompressCtx context = DECOMPRESSORS.take();
        try {
            return context.decompressDirectByteBuffer(
                    target.asByteBuffer(), 0, (int) target.byteSize(), stored.asByteBuffer(), 0, (int)
                            stored.byteSize());
        } catch (ZstdException e) {
            throw BytesCodec.damaged("zstd data cannot be read: " + e.getMessage());
        } finally {
            DECOMPRESSORS.giveBack(context);
        }
    }

    @Override
    public MemorySegment decode(MemorySegment stored, long limit, Scratch scratch) {
        ByteBuffer source = stored.asByteBuffer();
        long claimed = com.github.luben.zstd.Zstd.getDirectByteBufferFrameContentSize(source, 0, source.capacity());
        // Several frames, or one of unknown length: as much as could belong here.
        MemorySegment target = scratch.allocate(Math.min(limit, claimed > 0 ? Math.max(claimed, 1 << 16) : limit));
        if (claimed > limit) {
            throw BytesCodec.tooLong("zstd", claimed, limit);
        }
        return target.asSlice(0, decodeSome(stored, target));
    }

    @Override
    public long bound(long raw) {
        return com.github.luben.zstd.Zstd.compressBound(raw);
    }
}
