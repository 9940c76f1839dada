package org.roimill.stores.tiff.codec;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.tiff.file.Ifd;
import org.roimill.stores.tiff.file.Layout;
import org.roimill.stores.tiff.file.Tag;

/**
 * The rows of strips and tiles of one layout, top to bottom, a few at a time, as samples in native byte order. A
 * strip is never held whole, so it may be of any length; going on where the last rows ended costs nothing. For one
 * thread at a time.
 */
public final class RowDecoder implements AutoCloseable {
    private static final int PIECE = 1 << 18;
    private static final int BAND = 1 << 20;

    private final Layout layout;
    private final Arena arena = Arena.ofShared();
    private final Unpacker unpacker;
    private final Packed packed;
    private final int fileRowBytes;
    private final int perRow;
    private final int bandRows;
    private final MemorySegment stored;
    private MemorySegment band;
    private byte[] row;
    private Ifd ifd;
    private Object what;
    private boolean swap;
    private long chunkOffset;
    /** The row that comes next, or -1 where a strip or tile must be started anew. */
    private int nextRow = -1;

    public RowDecoder(Layout layout) {
        this.layout = layout;
        perRow = Math.multiplyExact(layout.chunkWidth(), layout.together());
        fileRowBytes = Math.toIntExact(layout.rowBytes());
        int rowBytes = Math.toIntExact(rowBytes());
        bandRows = Math.clamp(BAND / Math.max(rowBytes, fileRowBytes), 1, layout.chunkHeight());
        packed = new Packed(arena.allocate(layout.compression() == 1 ? 0 : PIECE, 64), layout.reversedBits());
        stored = layout.packed() ? arena.allocate((long) fileRowBytes * bandRows, 64) : null;
        unpacker = Compression.unpacker(layout.compression());
    }

    /** The bytes of one row of a strip or tile as samples. */
    public long rowBytes() {
        return (long) perRow * layout.dtype().bytes();
    }

    /** The most rows that {@link #rows(int)} gives at once. */
    public int bandRows() {
        return bandRows;
    }

    /**
     * Goes to a row of a strip or tile.
     *
     * @param offset of its first byte in the file
     * @param length of all its bytes there
     * @param name what it is called in messages
     */
    public void start(Ifd from, long offset, long length, int firstRow, Object name) {
        what = name;
        if (canContinue(from, offset, firstRow)) {
            pass(firstRow);
            return;
        }
        ifd = from;
        chunkOffset = offset;
        swap = swaps(from);
        packed.start(from.source(), offset, length, name);
        unpacker.start(packed);
        nextRow = 0;
        pass(firstRow);
    }

    /** True if {@link #start} at that place would not have to go back to the beginning of a strip or tile. */
    boolean canContinue(Ifd from, long offset, int firstRow) {
        return nextRow > 0
                && layout.compression() != 1
                && from.equals(ifd)
                && offset == chunkOffset
                && firstRow >= nextRow;
    }

    private void pass(int untilRow) {
        if (layout.compression() == 1) {
            packed.skip((long) (untilRow - nextRow) * fileRowBytes);
            nextRow = untilRow;
            return;
        }
        while (nextRow < untilRow) {
            int n = Math.min(bandRows, untilRow - nextRow);
            unpack(layout.packed() ? stored.asSlice(0, (long) n * fileRowBytes) : band(n), n);
        }
    }

    /** The next rows, at most {@link #bandRows}, one after the other. Valid until the next call. */
    public MemorySegment rows(int n) {
        MemorySegment out = band(n);
        rows(n, out);
        return out;
    }

    /** The next rows, any number, straight into memory that is as long as they are. */
    public void rows(int n, MemorySegment out) {
        if (layout.packed()) {
            spread(n, out);
            return;
        }
        // A ByteBuffer holds less than 2 GiB.
        int step = Math.max(1, (1 << 30) / fileRowBytes);
        for (int done = 0; done < n; done += step) {
            int count = Math.min(step, n - done);
            MemorySegment part = out.asSlice((long) done * fileRowBytes, (long) count * fileRowBytes);
            unpack(part, count);
            restore(part, count);
        }
    }

    /**
     * Some bytes of one row of an uncompressed strip or tile, without reading the rest of it.
     *
     * @param at the first byte within the row
     */
    public void partOfRow(Ifd from, long offset, int rowIndex, long at, MemorySegment out, Object name) {
        ifd = from;
        what = name;
        nextRow = -1;
        swap = swaps(from);
        packed.start(from.source(), offset + (long) rowIndex * fileRowBytes + at, out.byteSize(), name);
        unpacker.start(packed);
        unpack(out, 0);
        if (swap) {
            Native.swap(out, layout.dtype().bytes());
        }
    }

    /** Memory for one row or less. Valid until the next rows are asked for. */
    public MemorySegment scratch(long bytes) {
        return band(1).asSlice(0, bytes);
    }

    private boolean swaps(Ifd from) {
        return layout.dtype().bytes() > 1 && !layout.packed() && from.order() != ByteOrder.nativeOrder();
    }

    private MemorySegment band(int n) {
        if (band == null) {
            band = arena.allocate(rowBytes() * bandRows, 64);
        }
        return band.asSlice(0, rowBytes() * n);
    }

    private void unpack(MemorySegment out, int rowCount) {
        ByteBuffer target = out.asByteBuffer();
        int row0 = nextRow;
        nextRow = -1;
        try {
            unpacker.unpack(target);
        } catch (DamagedData e) {
            throw damaged(
                    "cannot be decompressed (" + Compression.name(layout.compression()) + "): " + e.getMessage(), e);
        }
        if (target.hasRemaining()) {
            throw damaged("ends too early: " + target.remaining() + " bytes of its pixels are missing", null);
        }
        nextRow = row0 + rowCount;
    }

    private RoimillException damaged(String how, Exception cause) {
        return RoimillException.badData(
                ifd + ": " + what + " " + how, "The file is damaged: copy or export it again.", cause);
    }

    private void restore(MemorySegment rows, int count) {
        int width = layout.dtype().bytes();
        int predictor = Compression.usesPredictor(layout.compression()) ? layout.predictor() : Predictor.NONE;
        if (predictor == Predictor.FLOATING) {
            if (row == null) {
                row = new byte[fileRowBytes];
            }
            Predictor.floating(rows, count, perRow, layout.together(), width, row);
            return;
        }
        if (swap) {
            Native.swap(rows, width);
        }
        if (predictor == Predictor.HORIZONTAL) {
            Predictor.horizontal(rows, count, perRow, layout.together(), width);
        }
    }

    private void spread(int n, MemorySegment out) {
        for (int done = 0; done < n; ) {
            int count = Math.min(bandRows, n - done);
            unpack(stored.asSlice(0, (long) count * fileRowBytes), count);
            for (int r = 0; r < count; r++) {
                MemorySegment from = stored.asSlice((long) r * fileRowBytes, fileRowBytes);
                Bits.spread(
                        from,
                        layout.bits(),
                        perRow,
                        out,
                        (done + r) * rowBytes(),
                        layout.dtype().bytes());
            }
            done += count;
        }
    }

    /** Null if pages of this layout can be read, else what stands against it. */
    public static String problem(Layout layout) {
        if (layout.problem() != null) {
            return layout.problem();
        }
        if (!Compression.isRead(layout.compression())) {
            return "its compression, " + Compression.name(layout.compression()) + ", is not read";
        }
        int predictor = Compression.usesPredictor(layout.compression()) ? layout.predictor() : Predictor.NONE;
        boolean floating = layout.dtype().isFloating();
        boolean known = predictor == Predictor.NONE
                || (predictor == Predictor.HORIZONTAL && !layout.packed())
                || (predictor == Predictor.FLOATING && floating);
        return known ? null : "its " + Tag.PREDICTOR + " " + predictor + " over " + layout.bits() + " bits is not read";
    }

    @Override
    public void close() {
        unpacker.close();
        arena.close();
    }
}
