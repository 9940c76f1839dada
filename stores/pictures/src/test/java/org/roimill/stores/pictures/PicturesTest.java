package org.roimill.stores.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.element.Pixels;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Declared;
import org.roimill.core.format.Formats;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;
import org.roimill.core.space.Unit;
import org.roimill.testkit.Golden;

/** On files of OpenCV and Pillow: oracles/golden_pictures.py. */
class PicturesTest {
    private static final Golden GOLDEN = new Golden(PicturesTest.class);

    @TempDir
    Path folder;

    private static byte[] bytes(String name) {
        return GOLDEN.get(name + "_file").data().toArray(ValueLayout.JAVA_BYTE);
    }

    private Path file(String name) throws IOException {
        return Files.write(folder.resolve(name + (name.endsWith("jpeg") ? ".jpg" : ".png")), bytes(name));
    }

    private static Block read(Path file) {
        try (Roi roi = Formats.open(file, OpenOptions.DEFAULT)) {
            Pixels pixels = roi.pixels(roi.elements().getFirst().name(), 0);
            Block all = Block.zeros(pixels.spec().dtype(), pixels.spec().grid().region(), Arena.ofAuto());
            pixels.read(all);
            return all;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grey8",
                "grey16",
                "rgb8",
                "rgb16",
                "rgba8",
                "rgba16",
                "grey_alpha8",
                "palette200",
                "palette13",
                "palette2",
                "rgb_clear8",
                "grey_clear8"
            })
    void pixelsAreThoseThatOthersRead(String name) throws IOException {
        Block expected = GOLDEN.get(name);
        Block found = read(file(name));
        assertEquals(expected.dtype(), found.dtype());
        assertEquals(expected.region(), found.region());
        assertEquals(-1, expected.data().mismatch(found.data()));
    }

    /** Decoders may differ in the last bit of a cosine, and of the colours made of three of these. */
    @ParameterizedTest
    @ValueSource(strings = {"grey_jpeg", "rgb_jpeg"})
    void jpegIsReadAsOthersReadIt(String name) throws IOException {
        Block expected = GOLDEN.get(name);
        Block found = read(file(name));
        assertEquals(expected.region(), found.region());
        for (long i = 0; i < expected.voxels(); i++) {
            assertEquals(expected.get(i), found.get(i), 3, name + " " + i);
        }
    }

    @Test
    void anyPartIsThatPartOfTheWhole() throws IOException {
        Block whole = read(file("rgb16"));
        Random random = new Random(2);
        try (Roi roi = Formats.open(folder.resolve("rgb16.png"), OpenOptions.DEFAULT)) {
            assertEquals("rgb16", roi.name());
            assertEquals(
                    List.of("red", "green", "blue"),
                    roi.pixels("rgb16", 0).spec().channels());
            for (int n = 0; n < 50; n++) {
                long[] min = new long[3];
                long[] max = new long[3];
                for (int d = 0; d < 3; d++) {
                    int size = (int) whole.region().size(d);
                    min[d] = random.nextInt(size);
                    max[d] = min[d] + 1 + random.nextInt(size - (int) min[d]);
                }
                Region region = Region.between(min, max);
                Block part = Block.zeros(DType.U16, region, Arena.ofAuto());
                roi.pixels("rgb16", 0).read(part);
                Block same = Block.zeros(DType.U16, region, Arena.ofAuto());
                whole.copyTo(same, region);
                assertEquals(-1, same.data().mismatch(part.data()));
            }
        }
    }

    @Test
    void interlacedOnesAreReadToo() throws IOException {
        Path plain = file("rgb8");
        Path interlaced = folder.resolve("interlaced.png");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        try (FileImageOutputStream out = new FileImageOutputStream(interlaced.toFile())) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new IIOImage(ImageIO.read(plain.toFile()), null, null), param);
        }
        writer.dispose();
        assertEquals(1, Files.readAllBytes(interlaced)[28]);
        assertEquals(-1, read(plain).data().mismatch(read(interlaced).data()));
    }

    @Test
    void theUserSaysWhatNoPictureSays() throws IOException {
        Declared declared =
                new Declared("cyx", Map.of(Axis.Y, 0.5, Axis.X, 0.5), Unit.MICROMETER, List.of("DAPI", "CD3", "CD8"));
        try (Roi roi = Formats.open(file("rgb8"), new OpenOptions(declared, List.of(), false, true))) {
            assertEquals(0.5, roi.pixels("rgb8", 0).spec().grid().spacing(Axis.X));
            assertEquals("DAPI", roi.pixels("rgb8", 0).spec().channels().getFirst());
            assertTrue(roi.key("rgb8").startsWith("stat:"));
            assertThrows(RoimillException.class, () -> roi.table("rgb8"));
        }
        assertSays(declared, "grey8", "has the axes yx, not cyx");
        assertSays(new Declared(null, Map.of(), null, List.of("a", "b")), "grey8", "has 1 channel, but 2 names");
    }

    private void assertSays(Declared declared, String name, String part) throws IOException {
        Path file = file(name);
        OpenOptions options = new OpenOptions(declared, List.of(), false, true);
        RoimillException e = assertThrows(RoimillException.class, () -> Formats.open(file, options));
        assertEquals(Failure.USAGE, e.failure());
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    private RoimillException refused(Path file) {
        RoimillException e = assertThrows(RoimillException.class, () -> read(file));
        assertEquals(2, e.getMessage().lines().count(), e.getMessage());
        return e;
    }

    @Test
    void whatIsNoImageOfIntensitiesIsRefused() throws IOException {
        RoimillException bits = refused(file("bits1"));
        assertTrue(bits.getMessage().contains("has grey values of 1 bit"), bits.getMessage());
        RoimillException cmyk = refused(file("cmyk_jpeg"));
        assertTrue(cmyk.getMessage().contains("has 4 channels of 8 bits"), cmyk.getMessage());
    }

    /** Before a byte of it is unpacked, which its 80 bytes of pixels would not survive. */
    @Test
    void aHeaderThatClaimsMoreThanThereIsRoomForIsRefused() throws IOException {
        for (int[] size : new int[][] {{2_000_000_000, 2_000_000_000}, {60_000, 60_000}}) {
            byte[] bomb = bytes("grey8");
            ByteBuffer.wrap(bomb).putInt(16, size[0]).putInt(20, size[1]);
            RoimillException e = refused(Files.write(folder.resolve("bomb.png"), bomb));
            assertEquals(Failure.OUT_OF_MEMORY, e.failure());
            assertTrue(e.getMessage().contains(size[0] + " x " + size[1] + " pixels"), e.getMessage());
        }
        byte[] none = bytes("grey8");
        ByteBuffer.wrap(none).putInt(16, 0);
        assertEquals(
                Failure.BAD_DATA,
                refused(Files.write(folder.resolve("none.png"), none)).failure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb16", "palette13", "grey_jpeg"})
    void aFileThatWasCutOffIsRefused(String name) throws IOException {
        byte[] whole = bytes(name);
        for (int length : new int[] {8, 12, 20, 30, whole.length / 2, whole.length * 3 / 4}) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
            assertEquals(Failure.BAD_DATA, refused(cut).failure(), length + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb8", "grey_alpha8", "palette200", "rgb_jpeg"})
    void whateverHappenedToAFileItIsReadOrRefused(String name) throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = bytes(name);
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                damaged[random.nextInt(Math.min(damaged.length, 20 + i * 10))] = (byte) random.nextInt();
            }
            Path file = Files.write(folder.resolve("damaged"), damaged);
            try {
                read(file);
            } catch (RoimillException e) {
                assertTrue(
                        List.of(Failure.BAD_DATA, Failure.OUT_OF_MEMORY).contains(e.failure()),
                        e.failure() + " " + e.getMessage());
            }
        }
    }

    @Test
    void picturesBesideAnImageOfTheirNameAreLeftOut() throws IOException {
        Path grey = file("grey8");
        Path copy = Files.copy(file("grey_jpeg"), folder.resolve("rgb8.jpg"));
        Path rgb = file("rgb8");
        Path other = Files.writeString(folder.resolve("grey8.ome.tif"), "no picture");
        assertEquals(List.of(copy, rgb, other), Formats.withoutCopies(List.of(copy, grey, rgb, other)));
        assertFalse(new PngFormat().recognises(copy));
    }
}
