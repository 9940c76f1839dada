package org.roimill.stores.tiff;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;
import org.roimill.stores.tiff.codec.Decoders;
import org.roimill.stores.tiff.codec.RowDecoder;
import org.roimill.stores.tiff.file.Chunks;
import org.roimill.stores.tiff.file.Ifd;
import org.roimill.stores.tiff.file.Layout;
import org.roimill.stores.tiff.series.Page;

/** Copies a rectangle of one page after the other into a block, through as few strips or tiles as it touches. */
final class PlaneReader {
    private final Layout expected;
    private final Decoders decoders;
    private final Block target;
    private final int width;
    private final int x0;
    private final int x1;
    private final int y0;
    private final int y1;
    private final long rowStride;
    private final long sampleStride;

    private RowDecoder decoder;
    private Layout decoderLayout;

    PlaneReader(Layout expected, Decoders decoders, Block target, Region region, int cAxis) {
        this.expected = expected;
        this.decoders = decoders;
        this.target = target;
        int n = region.dims();
        width = target.dtype().bytes();
        y0 = (int) region.min(n - 2);
        y1 = (int) region.max(n - 2);
        x0 = (int) region.min(n - 1);
        x1 = (int) region.max(n - 1);
        rowStride = target.stride(n - 2) * width;
        sampleStride = cAxis < 0 ? 0 : target.stride(cAxis) * width;
    }

    /**
     * Reads samples {@code s0} up to {@code s1} of a page, which become channels.
     *
     * @param page null if the file leaves it out: then the voxels become zero
     * @param at the first voxel in the block
     */
    void read(Page page, int s0, int s1, long[] at) {
        long base = target.index(at) * width;
        if (page == null) {
            zero(new Part(y0, y1, x0, x1, s0, s1, base));
            return;
        }
        Layout layout = page.ifd().layout();
        if (!layout.sameImage(expected) || RowDecoder.problem(layout) != null) {
            throw differs(page.ifd(), layout);
        }
        Chunks chunks = page.ifd().chunks();
        int high = layout.chunkHeight();
        int wide = layout.chunkWidth();
        for (int s = s0; s < s1; s += layout.separate() ? 1 : s1 - s0) {
            long plane = layout.separate() ? s * layout.chunksAcross() * layout.chunksDown() : 0;
            for (long row = y0 / high; row * high < y1; row++) {
                for (long column = x0 / wide; column * wide < x1; column++) {
                    Part part = new Part(
                            (int) Math.max(y0, row * high),
                            (int) Math.min(y1, (row + 1) * high),
                            (int) Math.max(x0, column * wide),
                            (int) Math.min(x1, (column + 1) * wide),
                            layout.separate() ? 0 : s,
                            layout.separate() ? 1 : s1,
                            0);
                    long to =
                            base + (part.y0 - y0) * rowStride + (long) (part.x0 - x0) * width + (s - s0) * sampleStride;
                    long index = plane + row * layout.chunksAcross() + column;
                    readChunk(page, layout, chunks, index, part.inChunk(row * high, column * wide, to));
                }
            }
        }
    }

    /** A rectangle and some samples of a page, or of one chunk of it, and where its first voxel goes, in bytes. */
    private record Part(int y0, int y1, int x0, int x1, int s0, int s1, long to) {
        Part inChunk(long top, long left, long at) {
            return new Part((int) (y0 - top), (int) (y1 - top), (int) (x0 - left), (int) (x1 - left), s0, s1, at);
        }

        int rows() {
            return y1 - y0;
        }

        int columns() {
            return x1 - x0;
        }
    }

    private void readChunk(Page page, Layout layout, Chunks chunks, long index, Part part) {
        long length = chunks.counts()[(int) index];
        if (length == 0) {
            // A tile that was never written.
            zero(part);
            return;
        }
        long offset = chunks.offsets()[(int) index] + page.shift();
        Ifd ifd = page.ifd();
        String what =
                (layout.tiled() ? "tile " : "strip ") + index + ", at byte " + Long.toUnsignedString(offset) + ",";
        decoder(layout, ifd, offset, part.y0);
        int perPixel = layout.together() * width;
        boolean stored = layout.compression() == 1 && !layout.packed();
        if (stored && 2L * part.columns() < layout.chunkWidth()) {
            checkLength(ifd, layout, length, part, what);
            MemorySegment row = decoder.scratch((long) part.columns() * perPixel);
            for (int r = 0; r < part.rows(); r++) {
                decoder.partOfRow(ifd, offset, part.y0 + r, (long) part.x0 * perPixel, row, what);
                copyRow(row, 0, layout.together(), part, r);
            }
            return;
        }
        decoder.start(ifd, offset, length, part.y0, what);
        long rowBytes = decoder.rowBytes();
        if (layout.together() == 1 && part.columns() == layout.chunkWidth() && rowStride == rowBytes) {
            decoder.rows(part.rows(), target.data().asSlice(part.to, part.rows() * rowBytes));
            return;
        }
        for (int done = 0; done < part.rows(); ) {
            int n = Math.min(decoder.bandRows(), part.rows() - done);
            MemorySegment band = decoder.rows(n);
            for (int r = 0; r < n; r++) {
                copyRow(band, r * rowBytes + (long) part.x0 * perPixel, layout.together(), part, done + r);
            }
            done += n;
        }
    }

    /** Keeps one decoder while the layout stays the same. */
    private void decoder(Layout layout, Ifd ifd, long offset, int row) {
        if (decoder == null || !layout.equals(decoderLayout)) {
            finish();
            decoder = decoders.take(layout, ifd, offset, row);
            decoderLayout = layout;
        }
    }

    void finish() {
        if (decoder != null) {
            decoders.giveBack(decoderLayout, decoder);
            decoder = null;
        }
    }

    private void copyRow(MemorySegment from, long at, int together, Part part, int r) {
        long to = part.to + r * rowStride;
        if (together == 1) {
            MemorySegment.copy(from, at, target.data(), to, (long) part.columns() * width);
            return;
        }
        for (int s = part.s0; s < part.s1; s++) {
            gather(
                    from,
                    at / width + s,
                    together,
                    target.data(),
                    (to + (s - part.s0) * sampleStride) / width,
                    part.columns());
        }
    }

    /** Every {@code step}th sample. */
    private void gather(MemorySegment from, long at, int step, MemorySegment into, long to, int n) {
        switch (width) {
            case 1 -> {
                for (int i = 0; i < n; i++) {
                    into.set(ValueLayout.JAVA_BYTE, to + i, from.get(ValueLayout.JAVA_BYTE, at + (long) i * step));
                }
            }
            case 2 -> {
                for (int i = 0; i < n; i++) {
                    short v = from.getAtIndex(ValueLayout.JAVA_SHORT, at + (long) i * step);
                    into.setAtIndex(ValueLayout.JAVA_SHORT, to + i, v);
                }
            }
            case 4 -> {
                for (int i = 0; i < n; i++) {
                    int v = from.getAtIndex(ValueLayout.JAVA_INT, at + (long) i * step);
                    into.setAtIndex(ValueLayout.JAVA_INT, to + i, v);
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    long v = from.getAtIndex(ValueLayout.JAVA_LONG, at + (long) i * step);
                    into.setAtIndex(ValueLayout.JAVA_LONG, to + i, v);
                }
            }
        }
    }

    private void zero(Part part) {
        for (int s = part.s0; s < part.s1; s++) {
            for (int r = 0; r < part.rows(); r++) {
                long to = part.to + (s - part.s0) * sampleStride + r * rowStride;
                target.data().asSlice(to, (long) part.columns() * width).fill((byte) 0);
            }
        }
    }

    private static void checkLength(Ifd ifd, Layout layout, long length, Part part, String what) {
        if (length / layout.rowBytes() < part.y1) {
            throw RoimillException.badData(
                    ifd + ": " + what + " is " + Long.toUnsignedString(length) + " bytes, too short for " + part.y1
                            + " rows of " + layout.rowBytes(),
                    "The file is damaged: copy or export it again.");
        }
    }

    private RoimillException differs(Ifd ifd, Layout layout) {
        String problem = RowDecoder.problem(layout);
        return RoimillException.badData(
                ifd + ": the page is " + layout.describe() + (problem == null ? "" : ", and " + problem)
                        + "; the image it belongs to is " + expected.describe(),
                "The file is damaged, or holds pages that do not belong together: export it again.");
    }
}
