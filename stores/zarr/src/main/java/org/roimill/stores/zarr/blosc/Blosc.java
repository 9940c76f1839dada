package org.roimill.stores.zarr.blosc;

import java.lang.foreign.MemorySegment;
import org.roimill.stores.zarr.codec.BytesCodec;
import org.roimill.stores.zarr.codec.Deflate;
import org.roimill.stores.zarr.codec.Lz4;
import org.roimill.stores.zarr.codec.Scratch;
import org.roimill.stores.zarr.codec.Zstd;
import org.roimill.stores.zarr.meta.Shuffle;

/**
 * Blosc 1 buffers. Writes lz4, lz4hc, zlib and zstd, each block as one stream; reads these, blosclz and snappy, split
 * or whole. Levels mean what they mean to Blosc.
 *
 * @param width bytes of an element; beyond 255 elements are bytes
 * @param block bytes of a block; 0 for a good choice
 */
public record Blosc(String cname, int level, Shuffle shuffle, int width, int block) implements BytesCodec {
    private static final int ZSTD_MOST = 22;
    /** Small enough for the cache of a core together with its shuffled copy, large enough to compress well. */
    private static final int GOOD_BLOCK = 256 << 10;

    public Blosc {
        width = width < 1 || width > 255 ? 1 : width;
    }

    @Override
    public long bound(long raw) {
        return raw + Frame.LENGTH;
    }

    @Override
    public MemorySegment encode(MemorySegment raw, Scratch scratch) {
        long n = raw.byteSize();
        MemorySegment out = scratch.allocate(bound(n));
        long size = level == 0 || n < 2L * Frame.LENGTH ? -1 : encodeBlocks(raw, out);
        if (size < 0) {
            new Frame(applied(), true, true, format(), width, n, blockFor(n), n + Frame.LENGTH).write(out);
            MemorySegment.copy(raw, 0, out, Frame.LENGTH, n);
            return out;
        }
        return out.asSlice(0, size);
    }

    /** Gives the length, or -1 where nothing is gained. */
    private long encodeBlocks(MemorySegment raw, MemorySegment out) {
        long n = raw.byteSize();
        int blockBytes = blockFor(n);
        int blocks = (int) Math.ceilDiv(n, blockBytes);
        long at = Frame.LENGTH + 4L * blocks;
        try (Scratch own = new Scratch()) {
            MemorySegment shuffled = own.allocate(blockBytes);
            MemorySegment spare = shuffle == Shuffle.BIT ? own.allocate(blockBytes) : shuffled;
            MemorySegment packed = own.allocate(streamBound(blockBytes));
            for (int i = 0; i < blocks; i++) {
                MemorySegment block =
                        raw.asSlice((long) i * blockBytes, Math.min(blockBytes, n - (long) i * blockBytes));
                MemorySegment plain = shuffled(block, shuffled, spare);
                long size = encodeStream(plain, packed);
                // A stream as long as its content is the content itself.
                boolean smaller = size < plain.byteSize();
                MemorySegment stream = smaller ? packed.asSlice(0, size) : plain;
                if (at + 4 + stream.byteSize() >= n + Frame.LENGTH) {
                    return -1;
                }
                out.set(Frame.INT, Frame.LENGTH + 4L * i, (int) at);
                out.set(Frame.INT, at, (int) stream.byteSize());
                MemorySegment.copy(stream, 0, out, at + 4, stream.byteSize());
                at += 4 + stream.byteSize();
            }
        }
        new Frame(applied(), false, true, format(), width, n, blockBytes, at).write(out);
        return at;
    }

    private int blockFor(long n) {
        long wanted = block > 0 ? block : GOOD_BLOCK;
        long size = Math.min(wanted, Math.max(1, n));
        return (int) (size > width ? size - size % width : size);
    }

    private Shuffle applied() {
        return shuffle == Shuffle.BYTE && width == 1 ? Shuffle.NONE : shuffle;
    }

    private MemorySegment shuffled(MemorySegment block, MemorySegment target, MemorySegment spare) {
        long n = block.byteSize();
        MemorySegment out = target.asSlice(0, n);
        switch (applied()) {
            case NONE -> {
                return block;
            }
            case BYTE -> Bytewise.shuffle(width, block, out);
            case BIT -> Bitwise.shuffle(width, block, out, spare.asSlice(0, n));
        }
        return out;
    }

    private int format() {
        return switch (cname) {
            case "lz4", "lz4hc" -> Frame.LZ4;
            case "zlib" -> Frame.ZLIB;
            case "zstd" -> Frame.ZSTD;
            default -> throw new IllegalStateException("no writer of blosc " + cname);
        };
    }

    private long streamBound(long n) {
        return switch (format()) {
            case Frame.LZ4 -> Lz4.boundOfBlock(n);
            case Frame.ZSTD -> com.github.luben.zstd.Zstd.compressBound(n);
            default -> n + (n >> 9) + (n >> 12) + 64;
        };
    }

    private int encodeStream(MemorySegment raw, MemorySegment target) {
        return switch (format()) {
            case Frame.LZ4 -> Lz4.encodeBlock(raw, target, cname.equals("lz4hc") ? level : 0);
            case Frame.ZLIB -> Deflate.deflate(raw, target, level, false);
            default -> Zstd.encode(raw, target, zstdLevel(), false);
        };
    }

    /** Blosc's nine levels span zstd's twenty-two. */
    private int zstdLevel() {
        return level == 9 ? ZSTD_MOST : level == 8 ? ZSTD_MOST - 2 : level * 2 - 1;
    }

    @Override
    public void decode(MemorySegment stored, MemorySegment target) {
        Frame frame = Frame.read(stored);
        if (frame.bytes() != target.byteSize()) {
            throw BytesCodec.wrongLength("blosc", frame.bytes(), target.byteSize());
        }
        decode(frame, stored.asSlice(0, frame.stored()), target);
    }

    @Override
    public MemorySegment decode(MemorySegment stored, long limit, Scratch scratch) {
        Frame frame = Frame.read(stored);
        if (frame.bytes() > limit) {
            throw BytesCodec.tooLong("blosc", frame.bytes(), limit);
        }
        MemorySegment target = scratch.allocate(frame.bytes());
        decode(frame, stored.asSlice(0, frame.stored()), target);
        return target;
    }

    private static void decode(Frame frame, MemorySegment stored, MemorySegment target) {
        if (frame.copied()) {
            if (frame.stored() != frame.bytes() + Frame.LENGTH) {
                throw BytesCodec.wrongLength("blosc", frame.stored() - Frame.LENGTH, frame.bytes());
            }
            MemorySegment.copy(stored, Frame.LENGTH, target, 0, frame.bytes());
            return;
        }
        int blocks = frame.blocks();
        if (frame.stored() < Frame.LENGTH + 4L * blocks) {
            throw BytesCodec.damaged("blosc data ends within its list of blocks");
        }
        boolean shuffled = frame.shuffle() != Shuffle.NONE;
        try (Scratch own = new Scratch()) {
            long most = Math.min(frame.block(), frame.bytes());
            MemorySegment plain = shuffled ? own.allocate(most) : null;
            MemorySegment spare = frame.shuffle() == Shuffle.BIT ? own.allocate(most) : null;
            for (int i = 0; i < blocks; i++) {
                long start = i * frame.block();
                long n = Math.min(frame.block(), frame.bytes() - start);
                MemorySegment out = target.asSlice(start, n);
                MemorySegment into = shuffled ? plain.asSlice(0, n) : out;
                decodeBlock(frame, stored, stored.get(Frame.INT, Frame.LENGTH + 4L * i), into);
                switch (frame.shuffle()) {
                    case NONE -> {}
                    case BYTE -> Bytewise.unshuffle(frame.width(), into, out);
                    case BIT -> Bitwise.unshuffle(frame.width(), into, out, spare.asSlice(0, n));
                }
            }
        }
    }

    private static void decodeBlock(Frame frame, MemorySegment stored, int start, MemorySegment into) {
        long at = start;
        int streams = frame.streams(into.byteSize());
        long each = into.byteSize() / streams;
        for (int s = 0; s < streams; s++) {
            if (at < Frame.LENGTH || at > stored.byteSize() - 4) {
                throw BytesCodec.damaged("blosc data has a block that begins at byte " + at);
            }
            long size = stored.get(Frame.INT, at);
            at += 4;
            if (size < 0 || size > stored.byteSize() - at) {
                throw BytesCodec.damaged("blosc data has a stream of " + size + " bytes at byte " + at);
            }
            MemorySegment stream = stored.asSlice(at, size);
            MemorySegment out = into.asSlice(s * each, each);
            if (size == each) {
                out.copyFrom(stream);
            } else {
                decodeStream(frame.format(), stream, out);
            }
            at += size;
        }
    }

    private static final Zstd ANY_ZSTD = new Zstd(0, false);

    private static void decodeStream(int format, MemorySegment stream, MemorySegment out) {
        switch (format) {
            case Frame.BLOSCLZ -> BloscLz.decode(stream, out);
            case Frame.LZ4 -> Lz4.decodeBlock(stream, out);
            case Frame.SNAPPY -> Snappy.decode(stream, out);
            case Frame.ZLIB -> Deflate.unzlib(stream, out);
            case Frame.ZSTD -> ANY_ZSTD.decode(stream, out);
            default -> throw BytesCodec.damaged("blosc data is packed by an unknown format " + format);
        }
    }
}
