package org.roimill.stores.tiff.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;

/**
 * Writes one image, packed by zlib. Pages come in the order of its axes, t, c, z, the last fastest, and rows within a
 * page from the top. Equal images give equal files. The description of the first page says what the axes are: in
 * ImageJ's words where it has them for such pixels, else in those of Python's tifffile.
 */
public final class TiffWriter implements AutoCloseable {
    private static final long STRIP_BYTES = 256 << 10;
    /** Past this much, offsets of 32 bits might not do. */
    private static final long CLASSIC_BYTES = 0xF000_0000L;
    /** All but the shortest runs are found, at half the time of the highest level. */
    private static final int LEVEL = 6;

    private final Path path;
    private final RasterSpec spec;
    private final int samples;
    private final Directory directory;
    private final FileChannel file;
    private final Deflater deflater = new Deflater(LEVEL);
    private final long pages;
    private final long rowBytes;
    private final int rowsPerStrip;

    private final List<Long> offsets = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private long row;
    private long page;
    private long link;

    private TiffWriter(Path path, RasterSpec spec, int samples, long large) throws IOException {
        Grid grid = spec.grid();
        this.path = path;
        this.spec = spec;
        this.samples = samples;
        this.rowBytes =
                Math.multiplyExact(grid.size(Axis.X) * samples, spec.dtype().bytes());
        this.rowsPerStrip = (int) Math.clamp(STRIP_BYTES / Math.max(1, rowBytes), 1, grid.size(Axis.Y));
        this.pages = grid.voxels() / (grid.size(Axis.Y) * grid.size(Axis.X));
        this.directory = new Directory(grid.voxels() * samples * spec.dtype().bytes() > large);
        this.file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        link = directory.header(file);
    }

    /**
     * An image of one value a pixel.
     *
     * @param spec with the axes t, c, z, y, x or some of them, y and x among them, of integers up to 32 bits or of f32
     */
    public static TiffWriter create(Path path, RasterSpec spec) {
        return open(path, spec, 1, CLASSIC_BYTES);
    }

    /** Red, green and blue behind each other for each pixel, a byte each; the spec has no axis c. */
    public static TiffWriter createRgb(Path path, Grid grid) {
        return open(path, RasterSpec.image(grid, DType.U8), 3, CLASSIC_BYTES);
    }

    static TiffWriter open(Path path, RasterSpec spec, int samples, long large) {
        if (!spec.axes().has(Axis.Y) || !spec.axes().has(Axis.X) || spec.dtype().bytes() > 4) {
            throw new IllegalArgumentException("a TIFF file of " + spec.axes() + ", " + spec.dtype());
        }
        try {
            return new TiffWriter(path, spec, samples, large);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next page, whole: values in native order, rows behind each other. */
    public void page(MemorySegment pixels) {
        long height = spec.grid().size(Axis.Y);
        if (pixels.byteSize() != height * rowBytes) {
            throw new IllegalArgumentException(pixels.byteSize() + " bytes for a page of " + height * rowBytes);
        }
        for (long y = 0; y < height; y += rowsPerStrip) {
            long rows = Math.min(rowsPerStrip, height - y);
            strip(pixels.asSlice(y * rowBytes, rows * rowBytes));
        }
    }

    /** How many rows {@link #strip} takes; the last of a page has what is left. */
    public int rowsPerStrip() {
        return rowsPerStrip;
    }

    /** The next rows of the page. */
    public void strip(MemorySegment rows) {
        long height = spec.grid().size(Axis.Y);
        long taken = Math.min(rowsPerStrip, height - row);
        if (page == pages || rows.byteSize() != taken * rowBytes) {
            throw new IllegalArgumentException(
                    rows.byteSize() + " bytes for " + taken + " rows of page " + page + " of " + pages);
        }
        try {
            byte[] plain = rows.toArray(ValueLayout.JAVA_BYTE);
            if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
                throw new IllegalStateException("files are written on little-endian machines alone");
            }
            offsets.add(file.position());
            counts.add(pack(plain));
            row += taken;
            if (row == height) {
                link = directory.write(file, link, tags());
                offsets.clear();
                counts.clear();
                row = 0;
                page++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long pack(byte[] plain) throws IOException {
        deflater.reset();
        deflater.setInput(plain);
        deflater.finish();
        byte[] packed = new byte[64 << 10];
        long count = 0;
        while (!deflater.finished()) {
            int n = deflater.deflate(packed);
            ByteBuffer buffer = ByteBuffer.wrap(packed, 0, n);
            while (buffer.hasRemaining()) {
                count += file.write(buffer);
            }
        }
        return count;
    }

    private List<Directory.Field> tags() {
        DType dtype = spec.dtype();
        List<Directory.Field> tags = new ArrayList<>();
        tags.add(Directory.Field.number(256, spec.grid().size(Axis.X)));
        tags.add(Directory.Field.number(257, spec.grid().size(Axis.Y)));
        tags.add(Directory.Field.shorts(258, samples, 8 * dtype.bytes()));
        tags.add(Directory.Field.shorts(259, 1, 8)); // zlib, as Adobe numbered it
        tags.add(Directory.Field.shorts(262, 1, samples == 3 ? 2 : 1)); // RGB, or black is zero
        if (page == 0) {
            tags.add(Directory.Field.text(270, Description.of(spec, samples)));
        }
        tags.add(Directory.Field.places(273, offsets));
        tags.add(Directory.Field.shorts(277, 1, samples));
        tags.add(Directory.Field.number(278, rowsPerStrip));
        tags.add(Directory.Field.places(279, counts));
        double[] perUnit = Description.pixelsPerUnit(spec);
        tags.add(Directory.Field.ratio(282, perUnit[1]));
        tags.add(Directory.Field.ratio(283, perUnit[0]));
        tags.add(Directory.Field.shorts(284, 1, 1)); // samples of a pixel lie together
        tags.add(Directory.Field.shorts(296, 1, Description.resolutionUnit(spec)));
        tags.add(Directory.Field.shorts(339, samples, dtype.isFloating() ? 3 : dtype.isUnsigned() ? 1 : 2));
        return tags;
    }

    /** An image of which pages are missing is no image: whoever closes it early deletes it. */
    @Override
    public void close() {
        deflater.end();
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether all pages were given. */
    public boolean isComplete() {
        return page == pages;
    }

    @Override
    public String toString() {
        return path + ": page " + page + " of " + pages;
    }
}
