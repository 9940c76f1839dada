package org.roimill.stores.zarr.blosc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.roimill.stores.zarr.codec.BytesCodec;
import org.roimill.stores.zarr.meta.Shuffle;

/**
 * The 16 bytes before the blocks.
 *
 * @param copied the bytes follow as they are, without blocks
 * @param wholeBlocks each block is one stream, never one for each byte of an element
 */
record Frame(
        Shuffle shuffle,
        boolean copied,
        boolean wholeBlocks,
        int format,
        int width,
        long bytes,
        long block,
        long stored) {
    static final int LENGTH = 16;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    static final int BLOSCLZ = 0;
    static final int LZ4 = 1;
    static final int SNAPPY = 2;
    static final int ZLIB = 3;
    static final int ZSTD = 4;

    private static final int VERSION = 2;
    private static final int SHUFFLED = 1;
    private static final int COPIED = 2;
    private static final int BIT_SHUFFLED = 4;
    private static final int WHOLE = 16;
    /** Streams of a split block have at least that many elements, and elements at most that many bytes. */
    private static final int LEAST_SPLIT = 128;

    private static final int WIDEST_SPLIT = 16;

    static Frame read(MemorySegment s) {
        if (s.byteSize() < LENGTH) {
            throw BytesCodec.damaged("blosc data ends within its header");
        }
        int version = s.get(BYTE, 0) & 0xFF;
        if (version < 1 || version > VERSION) {
            throw BytesCodec.damaged("blosc data is of format " + version + "; 1 and 2 are read");
        }
        int flags = s.get(BYTE, 2) & 0xFF;
        int width = s.get(BYTE, 3) & 0xFF;
        Shuffle shuffle =
                (flags & SHUFFLED) != 0 ? Shuffle.BYTE : (flags & BIT_SHUFFLED) != 0 ? Shuffle.BIT : Shuffle.NONE;
        Frame f = new Frame(
                shuffle,
                (flags & COPIED) != 0,
                (flags & WHOLE) != 0,
                flags >>> 5,
                Math.max(1, width),
                s.get(INT, 4) & 0xFFFFFFFFL,
                s.get(INT, 8) & 0xFFFFFFFFL,
                s.get(INT, 12) & 0xFFFFFFFFL);
        if (f.stored > s.byteSize() || f.stored < LENGTH) {
            throw BytesCodec.damaged("blosc data has " + s.byteSize() + " bytes; its header says " + f.stored);
        }
        if (f.bytes > 0 && (f.block == 0 || f.bytes > Integer.MAX_VALUE)) {
            throw BytesCodec.damaged("blosc data claims " + f.bytes + " bytes in blocks of " + f.block);
        }
        return f;
    }

    void write(MemorySegment s) {
        int flags = switch (shuffle) {
            case NONE -> 0;
            case BYTE -> SHUFFLED;
            case BIT -> BIT_SHUFFLED;
        };
        s.set(BYTE, 0, (byte) VERSION);
        s.set(BYTE, 1, (byte) 1);
        s.set(BYTE, 2, (byte) (flags | (copied ? COPIED : 0) | (wholeBlocks ? WHOLE : 0) | (format << 5)));
        s.set(BYTE, 3, (byte) width);
        s.set(INT, 4, (int) bytes);
        s.set(INT, 8, (int) block);
        s.set(INT, 12, (int) stored);
    }

    int blocks() {
        return bytes == 0 ? 0 : (int) Math.ceilDiv(bytes, block);
    }

    /** How many streams a block is cut into: the last block, if shorter, is never cut. */
    int streams(long blockBytes) {
        boolean split = !wholeBlocks && width <= WIDEST_SPLIT && block / width >= LEAST_SPLIT && blockBytes == block;
        return split ? width : 1;
    }
}
