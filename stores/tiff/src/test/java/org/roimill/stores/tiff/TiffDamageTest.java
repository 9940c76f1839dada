package org.roimill.stores.tiff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.roimill.stores.tiff.TinyTiff.claim;
import static org.roimill.stores.tiff.TinyTiff.longs;
import static org.roimill.stores.tiff.TinyTiff.longs8;
import static org.roimill.stores.tiff.TinyTiff.shorts;
import static org.roimill.stores.tiff.TinyTiff.text;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/** One wrong thing at a time: the message names the place and the thing. */
final class TiffDamageTest {
    @TempDir
    Path folder;

    private final TinyTiff tiff = new TinyTiff();

    @Test
    void fileThatIsNoTiffIsRefused() throws IOException {
        for (String content : List.of("", "II", "PNG, say, and more", "II*\0", "II+\0\0\0\0\0")) {
            Path path = Files.writeString(folder.resolve("no.tif"), content);
            refused(path, "is no TIFF");
        }
    }

    @Test
    void missingFileIsMistakeOfTheUser() {
        RoimillException e =
                assertThrows(RoimillException.class, () -> TiffFile.open(folder.resolve("none.tif"), TiffOptions.NONE));
        assertEquals(Failure.USAGE, e.failure());
    }

    @Test
    void chainOfDirectoriesThatLoopsIsRefused() throws IOException {
        long first = tiff.ifd(tiff.page(4, 4, tiff.data(new byte[16])));
        tiff.ifd(tiff.page(4, 4, 8));
        tiff.next(first);
        refused(tiff.write(folder), "the chain of directories loops: IFD 1 points back to byte " + first);
    }

    @Test
    void directoryBeyondTheEndIsRefused() throws IOException {
        tiff.ifd(tiff.page(4, 4, tiff.data(new byte[16])));
        tiff.next(1_000_000);
        refused(tiff.write(folder), "IFD 1 is said to be at byte 1000000, but the file ends at byte");
    }

    @Test
    void fileWithoutDirectoryIsRefused() throws IOException {
        refused(tiff.write(folder), "holds no image");
    }

    @Test
    void zeroAndHugeSidesAreRefused() throws IOException {
        refused(one(longs(256, 0)), "IFD 0 at byte", "ImageWidth (256) is 0");
        refused(one(longs(257, 0)), "ImageLength (257) is 0");
        refused(one(longs(257, 0xFFFFFFFFL)), "ImageLength (257) is 4294967295");
        refused(one(longs(256, 0x7FFFFFFF)), "one row would be 2147483647 bytes");
        refused(one(longs8(256, 1L << 32)), "ImageWidth (256) is 4294967296");
        refused(one(new TinyTiff.Entry(256, 4, null)), "ImageWidth (256) is missing");
    }

    @Test
    void imageOfBillionsOfRowsCostsNothingUntilItIsRead() throws IOException {
        long data = tiff.data(new byte[16]);
        tiff.ifd(tiff.page(4, 0x7FFFFFFF, data, longs(279, 0x7FFFFFFC)));
        Path path = tiff.write(folder);
        try (TiffFile file = TiffFile.open(path, TiffOptions.NONE)) {
            assertEquals(0x7FFFFFFF, file.image().grid(0).shape()[0]);
        }
        refused(
                path,
                Region.between(new long[] {1 << 20, 0}, new long[] {(1 << 20) + 1, 4}),
                "strip 0",
                "but the file ends");
    }

    @Test
    void oddSamplesAreRefusedByName() throws IOException {
        refused(one(shorts(258, 8), shorts(339, 5)), "samples of 8 bits as complex numbers are not read");
        refused(one(shorts(258, 24), shorts(339, 3)), "samples of 24 bits as floating point are not read");
        refused(one(shorts(258, 0)), "BitsPerSample (258) is 0");
        refused(one(shorts(258, 99)), "samples of 99 bits as unsigned integers are not read");
        refused(one(shorts(277, 2), shorts(258, 8, 16)), "differs between the samples of a pixel: [8, 16]");
        refused(one(shorts(277, 0)), "SamplesPerPixel (277) is 0");
        refused(one(shorts(262, 6), shorts(277, 3), shorts(258, 8, 8, 8)), "subsampled YCbCr");
    }

    @Test
    void unknownCompressionIsNamedWithTheWayOut() throws IOException {
        refused(one(shorts(259, 7)), "its compression, JPEG (7), is not read", "bioformats2raw");
        refused(one(shorts(259, 33005)), "JPEG 2000 (33005)");
        refused(one(shorts(259, 4242)), "unknown (4242)");
        refused(one(shorts(259, 8), shorts(317, 34892)), "Predictor (317) 34892");
    }

    @Test
    void imageThatCannotBeReadIsStillDescribed() throws IOException {
        try (TiffFile file = TiffFile.open(one(shorts(259, 7)), TiffOptions.NONE)) {
            TiffImage image = file.images().getFirst();
            assertTrue(image.describe().startsWith("image 0: y=4, x=4, u8, JPEG (7); "), image.describe());
            assertTrue(!image.isReadable());
        }
    }

    @Test
    void stripsBeyondTheEndOrTooShortAreRefused() throws IOException {
        refused(one(longs(273, 1_000_000)), "strip 0, at byte 1000000,", "but the file ends at byte");
        refused(one(longs(279, 7)), "strip 0", "ends too early: 9 bytes of its pixels are missing");
        refused(one(new TinyTiff.Entry(273, 4, null)), "StripOffsets (273) is missing");
        refused(one(longs(278, 1)), "StripOffsets (273) has 1 values", "needs 4");
    }

    @Test
    void tagThatClaimsToBeHugeIsRefused() throws IOException {
        refused(one(claim(273, 4, 0xFFFFFFFFL, 8)), "StripOffsets (273)");
        refused(one(claim(270, 2, 0xFFFFFFFFL, 8)), "ImageDescription (270) is 4294967295 bytes long");
        refused(one(claim(270, 2, 100_000, 8)), "ImageDescription (270) is said to be 100000 bytes at byte 8");
        refused(one(claim(258, 3, 70_000, 8)), "BitsPerSample (258) has 70000 values");
        refused(one(claim(256, 77, 1, 8)), "ImageWidth (256) is of the unknown type 77");
    }

    @Test
    void bigTiffThatClaimsNegativeSizesIsRefused() throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            TinyTiff big = new TinyTiff(order, true);
            big.ifd(big.page(4, 4, big.data(new byte[16]), claim(273, 16, -1, 8)));
            refused(big.write(folder), "StripOffsets (273)");
            TinyTiff far = new TinyTiff(order, true);
            far.ifd(far.page(4, 4, 8, longs8(273, -8)));
            refused(far.write(folder), "strip 0, at byte 18446744073709551608");
        }
    }

    @Test
    void bombOfZerosIsReadInBands() throws IOException {
        byte[] packed = deflate(new byte[1 << 26]);
        long data = tiff.data(packed);
        tiff.ifd(tiff.page(1 << 13, 1 << 18, data, shorts(259, 8), longs(279, packed.length)));
        Path path = tiff.write(folder);
        Region first = Region.between(new long[] {100, 5}, new long[] {101, 6});
        assertEquals(0, read(path, first)[0]);
        refused(path, Region.between(new long[] {1 << 17, 0}, new long[] {(1 << 17) + 1, 1}), "ends too early");
    }

    @Test
    void garbageInsteadOfCompressedPixelsIsRefused() throws IOException {
        byte[] garbage = new byte[64];
        Arrays.fill(garbage, (byte) 0xEE);
        for (int compression : new int[] {5, 8, 32946, 50000, 34926}) {
            TinyTiff file = new TinyTiff();
            long data = file.data(garbage);
            file.ifd(file.page(40, 40, data, shorts(259, compression), longs(279, 64)));
            refused(file.write(folder), "strip 0, at byte " + data);
        }
        TinyTiff file = new TinyTiff();
        long data = file.data(new byte[] {5, 1, 2});
        file.ifd(file.page(40, 40, data, shorts(259, 32773), longs(279, 3)));
        refused(file.write(folder), "ends too early");
    }

    @Test
    void subIfdsThatLoopOrLieAreNoLevels() throws IOException {
        TinyTiff looping = new TinyTiff();
        long at = looping.data(new byte[16]);
        long directory = looping.ifd(looping.page(4, 4, at, longs(330, 0)));
        byte[] bytes = looping.bytes();
        // The SubIFDs entry is the last of ten; its value becomes the place of its own directory.
        bytes[(int) directory + 2 + 9 * 12 + 8] = (byte) directory;
        Path path = Files.write(folder.resolve("loop.tif"), bytes);
        try (TiffFile file = TiffFile.open(path, TiffOptions.NONE)) {
            assertEquals(1, file.image().levels());
        }
        refused(one(longs(330, 999_999)), "SubIFD 0 is said to be at byte 999999");
        refused(one(claim(330, 4, 1000, 8)), "SubIFDs (330) has 1000 values");
    }

    @Test
    void tileThatWasNeverWrittenIsZero() throws IOException {
        byte[] ones = new byte[256];
        Arrays.fill(ones, (byte) 1);
        long data = tiff.data(ones);
        List<TinyTiff.Entry> page = new ArrayList<>(tiff.page(32, 16, 0));
        page.removeIf(e -> e.tag() == 273 || e.tag() == 278 || e.tag() == 279);
        page.addAll(List.of(longs(322, 16), longs(323, 16), longs(324, data, 0), longs(325, 256, 0)));
        tiff.ifd(page);
        byte[] read = read(tiff.write(folder), Region.ofShape(16, 32));
        assertEquals(1, read[15]);
        assertEquals(0, read[16]);
    }

    @Test
    void missingByteCountsAreNoHarmWithoutCompression() throws IOException {
        assertEquals(16, read(one(new TinyTiff.Entry(279, 4, null)), Region.ofShape(4, 4)).length);
    }

    @Test
    void imageJDescriptionThatClaimsMoreThanThereIsIsRefused() throws IOException {
        refused(
                one(text(270, "ImageJ=1.54\nimages=99\nslices=99\n")),
                "described as 99 pages",
                "room for them only up to byte");
        refused(one(text(270, "ImageJ=1.54\nimages=9\nslices=-9\n")), "slices=-9");
        refused(
                one(text(270, "ImageJ=1.54\nslices=2000000000\nframes=2000000000\nchannels=2000000000\n")),
                "more than the file can hold");
    }

    @Test
    void shapeThatDoesNotFitIsRefused() throws IOException {
        refused(one(text(270, "{\"shape\": [7, 5, 4]}")), "gives the shape [7,5,4], but a page is [4, 4]");
        refused(one(text(270, "{\"shape\": [7, 4, 4]}")), "described as 7 pages");
        refused(one(text(270, "{\"shape\": [9007199254740993, 4, 4]}")), "more than the file can hold");
        refused(one(text(270, "{\"shape\": [")), "damaged JSON");
        refused(one(text(270, "{\"shape\": " + "[".repeat(5000))), "damaged JSON");
    }

    private Path one(TinyTiff.Entry... changes) throws IOException {
        TinyTiff file = new TinyTiff();
        long data = file.data(new byte[16]);
        file.ifd(file.page(4, 4, data, changes));
        return file.write(folder);
    }

    private static byte[] deflate(byte[] bytes) {
        try (Deflater deflater = new Deflater(9)) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out = new byte[1 << 20];
            return Arrays.copyOf(out, deflater.deflate(out));
        }
    }

    private static void refused(Path path, String... parts) {
        refused(path, Region.ofShape(4, 4), parts);
    }

    /** Opening or reading fails, at once, with all of these in the message. */
    private static void refused(Path path, Region region, String... parts) {
        RoimillException e = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThrows(RoimillException.class, () -> read(path, region)));
        assertEquals(Failure.BAD_DATA, e.failure(), e.getMessage());
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
        assertTrue(e.getMessage().contains(path.toString()), e.getMessage());
    }

    private static byte[] read(Path path, Region region) {
        try (TiffFile file = TiffFile.open(path, TiffOptions.NONE);
                Arena arena = Arena.ofConfined()) {
            TiffImage image = file.images().getFirst();
            Block block = Block.zeros(image.dtype(), region, arena);
            image.read(0, region, block);
            return block.data().toArray(ValueLayout.JAVA_BYTE);
        }
    }
}
