package org.roimill.api.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Grid;

class PictureTest {
    @Test
    void aPngAndAnImageShowWhatWasDrawn() throws IOException {
        Rgb drawn = Rgb.black(37, 11);
        new SplittableRandom(3).nextBytes(drawn.pixels());
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(Png.bytes(drawn)));
        BufferedImage image = drawn.toImage();
        for (int i = 0; i < 37 * 11; i++) {
            assertEquals(drawn.colour(i), read.getRGB(i % 37, i / 37) & 0xFFFFFF);
            assertEquals(drawn.colour(i), image.getRGB(i % 37, i / 37) & 0xFFFFFF);
        }
    }

    @Test
    void aSmallerPlaneIsTheMeanOfWhatItCovers() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 40; round++) {
            int height = random.nextInt(1, 40);
            int width = random.nextInt(1, 40);
            double[] values = random.doubles((long) height * width).toArray();
            RasterSpec spec = RasterSpec.image(Grid.of("yx", height, width), DType.F64);
            Pixels pixels =
                    new MemoryRoi("r").with("i", spec, i -> values[(int) i]).pixels("i", 0);
            int rows = random.nextInt(1, height + 1);
            int columns = random.nextInt(1, width + 1);
            double[] sums = new double[rows * columns];
            int[] counts = new int[sums.length];
            for (int i = 0; i < values.length; i++) {
                int to = i / width * rows / height * columns + i % width * columns / width;
                sums[to] += values[i];
                counts[to]++;
            }
            Arrays.setAll(sums, i -> sums[i] / counts[i]);
            Plane plane = Plane.mean(pixels, 0, Plane.Window.all(spec.grid()), rows, columns);
            assertArrayEquals(sums, plane.values(), 1e-12);
        }
    }

    @Test
    void labelsAreTakenFromTheMiddleAndNeverMixed() {
        RasterSpec spec = RasterSpec.labels(Grid.of("yx", 4, 9), DType.U32);
        Pixels pixels = new MemoryRoi("r").with("l", spec, i -> i).pixels("l", 0);
        Plane plane = Plane.nearest(pixels, 0, Plane.Window.all(spec.grid()), 2, 3);
        assertArrayEquals(new double[] {10, 13, 16, 28, 31, 34}, plane.values());
        Plane larger = Plane.nearest(pixels, 0, new Plane.Window(1, 2, 1, 2), 2, 4);
        assertArrayEquals(new double[] {11, 11, 12, 12, 11, 11, 12, 12}, larger.values());
    }

    @Test
    void nothingThatIsNoNumberSpoilsAMean() {
        RasterSpec spec = RasterSpec.image(Grid.of("yx", 1, 4), DType.F32);
        Pixels pixels =
                new MemoryRoi("r").with("i", spec, i -> i == 1 ? 8 : Double.NaN).pixels("i", 0);
        Plane plane = Plane.mean(pixels, 0, Plane.Window.all(spec.grid()), 1, 2);
        assertEquals(8, plane.at(0, 0));
        assertEquals(0, Stretch.of(plane.values()).of(plane.at(0, 1)));
    }

    @Test
    void everyLetterLeavesInkOfItsOwn() {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz123456789.,:;-_+*/()[]<>=#%!?'\"|µ×·";
        for (int a = 0; a < letters.length(); a++) {
            byte[] one = drawn(letters.substring(a, a + 1));
            assertTrue(ink(one) > 3, letters.substring(a, a + 1));
            for (int b = 0; b < a; b++) {
                byte[] other = drawn(letters.substring(b, b + 1));
                assertTrue(!Arrays.equals(one, other), letters.charAt(a) + " looks like " + letters.charAt(b));
            }
        }
    }

    @Test
    void aTextIsAsWideAsItSaysAndMayRunOverTheEdge() {
        String text = "nuclei 20 µm";
        int width = Lettering.width(text, 10);
        Rgb picture = Rgb.black(width + 20, 20);
        Lettering.write(text, 5, 0, 10, Light.WHITE, picture);
        for (int i = 0; i < picture.width() * 20; i++) {
            assertTrue(picture.colour(i) == 0 || i % picture.width() < width, "ink at " + i);
        }
        Rgb narrow = Rgb.black(9, 4);
        Lettering.write(text, -3, -4, 10, Light.WHITE, narrow);
        assertTrue(ink(narrow.pixels()) > 0);
    }

    private static byte[] drawn(String letter) {
        Rgb picture = Rgb.black(24, 32);
        Lettering.write(letter, 8, 4, 12, Light.WHITE, picture);
        return picture.pixels();
    }

    private static int ink(byte[] pixels) {
        int ink = 0;
        for (byte b : pixels) {
            ink += b != 0 ? 1 : 0;
        }
        return ink;
    }
}
