package org.roimill.stores.tiff.write;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Affine;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;
import org.roimill.stores.tiff.TiffFile;
import org.roimill.stores.tiff.TiffImage;
import org.roimill.stores.tiff.TiffOptions;

class TiffWriterTest {
    private static final long SMALL = Long.MAX_VALUE;

    @TempDir
    Path folder;

    private static Block noise(RasterSpec spec, long seed) {
        Block block = Block.zeros(spec.dtype(), spec.grid().region(), Arena.ofAuto());
        Random random = new Random(seed);
        for (long i = 0; i < block.bytes(); i++) {
            // Small bytes, so that no float is NaN.
            block.data().set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(60));
        }
        return block;
    }

    private Path write(RasterSpec spec, Block pixels, long large) {
        Path file = folder.resolve("a.tif");
        long page = spec.grid().size(Axis.Y)
                * spec.grid().size(Axis.X)
                * spec.dtype().bytes();
        try (TiffWriter writer = TiffWriter.open(file, spec, 1, large)) {
            for (long at = 0; at < pixels.bytes(); at += page) {
                assertFalse(writer.isComplete());
                writer.page(pixels.data().asSlice(at, page));
            }
            assertTrue(writer.isComplete());
        }
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        "yx, 7 11, U8",
        "yx, 301 499, U16",
        "zyx, 3 20 31, U16",
        "zyx, 3 20 31, U32",
        "cyx, 4 9 8, F32",
        "czyx, 3 2 9 8, F32",
        "tzyx, 2 3 9 8, U8",
        "tczyx, 2 2 3 9 8, U16",
    })
    void ourReaderFindsThePixelsAndTheAxes(String axes, String sizes, DType type) {
        long[] shape =
                List.of(sizes.split(" ")).stream().mapToLong(Long::parseLong).toArray();
        RasterSpec spec = RasterSpec.image(Grid.of(axes, shape), type);
        Block pixels = noise(spec, 5);
        for (long large : new long[] {SMALL, 0}) {
            Path file = write(spec, pixels, large);
            try (TiffFile read = TiffFile.open(file, TiffOptions.NONE)) {
                TiffImage image = read.images().getFirst();
                assertEquals(axes, image.grid(0).axes().toString());
                assertArrayEquals(shape, image.grid(0).shape());
                assertEquals(type, image.dtype());
                Block found = Block.zeros(type, spec.grid().region(), Arena.ofAuto());
                image.read(0, found.region(), found);
                assertEquals(-1, pixels.data().mismatch(found.data()));
            }
        }
    }

    @Test
    void theSizeOfAVoxelIsKept() {
        for (DType type : new DType[] {DType.U16, DType.U32}) {
            Grid grid = Grid.of("zyx", 2, 6, 5)
                    .withWorld(
                            Affine.scaling(new double[] {2, 0.25, 0.5}, new double[3]),
                            Grid.GLOBAL,
                            Map.of(Axis.Z, Unit.MICROMETER, Axis.Y, Unit.MICROMETER, Axis.X, Unit.MICROMETER));
            RasterSpec spec = RasterSpec.labels(grid, type);
            Path file = write(spec, noise(spec, 1), SMALL);
            try (TiffFile read = TiffFile.open(file, TiffOptions.NONE)) {
                Grid found = read.images().getFirst().grid(0);
                assertEquals(2, found.spacing(Axis.Z), 1e-6);
                assertEquals(0.25, found.spacing(Axis.Y), 1e-6);
                assertEquals(0.5, found.spacing(Axis.X), 1e-6);
            }
        }
    }

    @Test
    void coloursAreSamplesOfAPixel() {
        Grid grid = Grid.of("yx", 5, 6);
        Path file = folder.resolve("rgb.tif");
        Block pixels = noise(RasterSpec.image(Grid.of("cyx", 3, 5, 6), DType.U8), 3);
        try (TiffWriter writer = TiffWriter.createRgb(file, grid)) {
            writer.page(pixels.data());
        }
        try (TiffFile read = TiffFile.open(file, TiffOptions.NONE)) {
            TiffImage image = read.images().getFirst();
            assertEquals(List.of("red", "green", "blue"), image.channels());
            Block found = Block.zeros(DType.U8, image.grid(0).region(), Arena.ofAuto());
            image.read(0, found.region(), found);
            for (int i = 0; i < 30; i++) {
                for (int c = 0; c < 3; c++) {
                    assertEquals(pixels.getLong(3 * i + c), found.getLong(30 * c + i));
                }
            }
        }
    }

    @Test
    void equalImagesGiveEqualFiles() throws IOException {
        RasterSpec spec = RasterSpec.image(Grid.of("zyx", 3, 20, 31), DType.U16);
        byte[] once = Files.readAllBytes(write(spec, noise(spec, 9), SMALL));
        assertArrayEquals(once, Files.readAllBytes(write(spec, noise(spec, 9), SMALL)));
    }

    @Test
    void whatIsNoPageIsRefused() {
        RasterSpec spec = RasterSpec.image(Grid.of("yx", 4, 4), DType.U8);
        try (TiffWriter writer = TiffWriter.create(folder.resolve("b.tif"), spec);
                Arena arena = Arena.ofConfined()) {
            MemorySegment wrong = arena.allocate(15);
            assertThrows(IllegalArgumentException.class, () -> writer.page(wrong));
        }
    }
}
