package org.roimill.stores.tiff.file;

import java.util.Arrays;
import org.roimill.core.pixel.DType;

/**
 * How the pixels of one page are stored. {@code dtype} is null, and {@code problem} says why, where they are of a kind
 * that is not read here.
 *
 * @param separate samples lie in planes of their own, not side by side in each pixel
 * @param bits of one sample in the file; fewer than {@code dtype} has where they are packed
 * @param chunkWidth of a tile; the width of the image for strips
 * @param chunkHeight of a tile or strip; the last strip may be shorter
 */
public record Layout(
        int width,
        int height,
        int samples,
        boolean separate,
        int bits,
        DType dtype,
        String problem,
        int compression,
        int predictor,
        boolean reversedBits,
        boolean tiled,
        int chunkWidth,
        int chunkHeight,
        int photometric,
        int subfileType) {

    public static final int RGB = 2;
    public static final int REDUCED = 1;

    private static final int YCBCR = 6;
    private static final int MAX_SAMPLES = 1 << 12;
    /** So many bytes of one row are decoded at once. */
    private static final long MAX_ROW_BYTES = 1L << 28;
    /** No compression makes a row smaller than by this. */
    private static final long MAX_RATIO = 1 << 14;

    static Layout of(Ifd ifd) {
        int width = side(ifd, Tag.IMAGE_WIDTH, -1);
        int height = side(ifd, Tag.IMAGE_LENGTH, -1);
        long samples = ifd.number(Tag.SAMPLES_PER_PIXEL, 1);
        if (samples < 1 || samples > MAX_SAMPLES) {
            throw ifd.bad(Tag.SAMPLES_PER_PIXEL, "is " + samples + "; from 1 to " + MAX_SAMPLES + " are possible");
        }
        int planar = small(ifd, Tag.PLANAR_CONFIGURATION, 1);
        if (planar != 1 && planar != 2) {
            throw ifd.bad(Tag.PLANAR_CONFIGURATION, "is " + planar + "; 1 and 2 are possible");
        }
        boolean tiled = ifd.has(Tag.TILE_WIDTH);
        int chunkWidth = tiled ? side(ifd, Tag.TILE_WIDTH, -1) : width;
        int chunkHeight =
                tiled ? side(ifd, Tag.TILE_LENGTH, -1) : Math.min(height, side(ifd, Tag.ROWS_PER_STRIP, height));
        int fillOrder = small(ifd, Tag.FILL_ORDER, 1);
        Sample sample = Sample.of(ifd, (int) samples);
        Layout layout = new Layout(
                width,
                height,
                (int) samples,
                planar == 2 && samples > 1,
                sample.bits(),
                sample.dtype(),
                sample.problem(),
                small(ifd, Tag.COMPRESSION, 1),
                small(ifd, Tag.PREDICTOR, 1),
                fillOrder == 2,
                tiled,
                chunkWidth,
                chunkHeight,
                small(ifd, Tag.PHOTOMETRIC, 1),
                small(ifd, Tag.NEW_SUBFILE_TYPE, 0));
        long rowBytes = Math.max(layout.rowBytes(), (long) chunkWidth * layout.together() * layout.sampleBytes());
        if (rowBytes > MAX_ROW_BYTES || rowBytes / MAX_RATIO > ifd.source().size()) {
            throw ifd.bad(
                    tiled ? Tag.TILE_WIDTH : Tag.IMAGE_WIDTH,
                    "is " + chunkWidth + ": one row would be " + rowBytes + " bytes, more than the " + MAX_ROW_BYTES
                            + " that are decoded at once or than a file of "
                            + ifd.source().size()
                            + " bytes can hold");
        }
        return layout;
    }

    private static int side(Ifd ifd, Tag tag, int fallback) {
        long n = ifd.number(tag, fallback);
        if (n < 0 && !ifd.has(tag)) {
            throw ifd.bad(tag, "is missing");
        }
        // 2^32 - 1 rows in a strip mean: all of them.
        if (tag == Tag.ROWS_PER_STRIP && (n == 0xFFFFFFFFL || n > fallback)) {
            return fallback;
        }
        if (n < 1 || n > Integer.MAX_VALUE) {
            throw ifd.bad(tag, "is " + Long.toUnsignedString(n) + "; from 1 to " + Integer.MAX_VALUE + " are possible");
        }
        return (int) n;
    }

    private static int small(Ifd ifd, Tag tag, int fallback) {
        long n = ifd.number(tag, fallback);
        if (n < 0 || n > Integer.MAX_VALUE) {
            throw ifd.bad(tag, "is " + Long.toUnsignedString(n));
        }
        return (int) n;
    }

    /** The width and kind of one sample. All samples of a pixel must be alike. */
    private record Sample(int bits, DType dtype, String problem) {

        static Sample of(Ifd ifd, int samples) {
            int bits = (int) same(ifd, Tag.BITS_PER_SAMPLE, 1, samples);
            int format = (int) same(ifd, Tag.SAMPLE_FORMAT, 1, samples);
            if (bits < 1 || bits > 1 << 12) {
                throw ifd.bad(Tag.BITS_PER_SAMPLE, "is " + bits);
            }
            if (ifd.number(Tag.PHOTOMETRIC, 1) == YCBCR
                    && ifd.number(Tag.COMPRESSION, 1) != 7
                    && !Arrays.equals(ifd.numbers(Tag.YCBCR_SUBSAMPLING, 2), new long[] {1, 1})) {
                return new Sample(bits, null, "subsampled YCbCr colours are not read");
            }
            if (ifd.number(Tag.IMAGE_DEPTH, 1) > 1) {
                return new Sample(bits, null, "volumes in one page (ImageDepth) are not read");
            }
            DType dtype = dtype(bits, format);
            return new Sample(
                    bits,
                    dtype,
                    dtype != null ? null : "samples of " + bits + " bits as " + format(format) + " are not read");
        }

        private static long same(Ifd ifd, Tag tag, long fallback, int samples) {
            long[] all = ifd.numbers(tag, Math.max(samples, 16));
            if (all.length == 0) {
                return fallback;
            }
            for (int i = 1; i < Math.min(all.length, samples); i++) {
                if (all[i] != all[0]) {
                    throw ifd.bad(tag, "differs between the samples of a pixel: " + Arrays.toString(all));
                }
            }
            return Math.clamp(all[0], -1, Integer.MAX_VALUE);
        }

        private static DType dtype(int bits, int format) {
            return switch (format) {
                case 1, 4 ->
                    bits == 1
                            ? DType.BOOL
                            : bits <= 8
                                    ? DType.U8
                                    : bits <= 16 ? DType.U16 : bits <= 32 ? DType.U32 : bits == 64 ? DType.U64 : null;
                case 2 ->
                    switch (bits) {
                        case 8 -> DType.I8;
                        case 16 -> DType.I16;
                        case 32 -> DType.I32;
                        case 64 -> DType.I64;
                        default -> null;
                    };
                case 3 ->
                    switch (bits) {
                        case 16 -> DType.F16;
                        case 32 -> DType.F32;
                        case 64 -> DType.F64;
                        default -> null;
                    };
                default -> null;
            };
        }

        private static String format(int format) {
            return switch (format) {
                case 1, 4 -> "unsigned integers";
                case 2 -> "signed integers";
                case 3 -> "floating point";
                case 5, 6 -> "complex numbers";
                default -> "the unknown SampleFormat " + format;
            };
        }
    }

    /** The samples of one pixel that lie side by side. */
    public int together() {
        return separate ? 1 : samples;
    }

    /** The bytes of one row of a strip or tile in the file, decompressed. */
    public long rowBytes() {
        return ((long) chunkWidth * together() * bits + 7) / 8;
    }

    private int sampleBytes() {
        return dtype == null ? 1 : dtype.bytes();
    }

    /** True if samples are not whole bytes in the file and must be spread. */
    public boolean packed() {
        return dtype != null && bits != dtype.bytes() * 8;
    }

    public long chunksAcross() {
        return ((long) width + chunkWidth - 1) / chunkWidth;
    }

    public long chunksDown() {
        return ((long) height + chunkHeight - 1) / chunkHeight;
    }

    public long chunkCount() {
        return Math.multiplyExact(chunksAcross() * chunksDown(), separate ? samples : 1);
    }

    /** The rows that chunk {@code index} holds: all of a tile, what is left in the last strip. */
    public int rowsIn(long index) {
        if (tiled) {
            return chunkHeight;
        }
        long strip = index % chunksDown();
        return (int) Math.min(chunkHeight, height - strip * chunkHeight);
    }

    /** True if a page of the other layout can be a plane of the same image. */
    public boolean sameImage(Layout other) {
        return width == other.width && height == other.height && samples == other.samples && dtype == other.dtype;
    }

    public boolean reduced() {
        return (subfileType & REDUCED) != 0;
    }

    /** For example {@code y=576, x=640, u16}. */
    public String describe() {
        return "y=" + height + ", x=" + width + (samples > 1 ? ", " + samples + " samples" : "")
                + (dtype == null ? "" : ", " + dtype);
    }
}
