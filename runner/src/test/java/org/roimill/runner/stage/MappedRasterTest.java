package org.roimill.runner.stage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;

/** Whatever pieces a raster in a file is written and read in, it holds what one block would. */
class MappedRasterTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "czyx, 2 37 130 150, F32",
        "yx, 600 515, U16",
        "tcyx, 2 3 300 257, U8",
        "zyx, 1 300 300, I64",
        "x, 700, F64"
    })
    void holdsWhatWasWrittenInAnyCut(String axes, String shape, DType type) {
        long[] sides =
                Arrays.stream(shape.split(" ")).mapToLong(Long::parseLong).toArray();
        RasterSpec spec = RasterSpec.image(Grid.of(axes, sides), type);
        Random random = new Random(5);
        try (Arena arena = Arena.ofConfined()) {
            Block all = Block.zeros(type, spec.grid().region(), arena);
            for (long i = 0; i < all.bytes(); i++) {
                all.data().set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt());
            }
            Path file = folder.resolve("raster");
            MappedRaster written = MappedRaster.open(file, spec);
            for (Region piece : spec.grid()
                    .region()
                    .cells(random.longs(sides.length, 20, 200).toArray())) {
                Block some = Block.zeros(type, piece, arena);
                all.copyTo(some);
                written.write(some);
            }
            written.close();
            MappedRaster again = MappedRaster.open(file, spec);
            for (Region piece : spec.grid()
                    .region()
                    .cells(random.longs(sides.length, 20, 200).toArray())) {
                Block read = Block.zeros(type, piece, arena);
                Block expected = Block.zeros(type, piece, arena);
                again.read(read);
                all.copyTo(expected);
                assertArrayEquals(
                        expected.data().toArray(ValueLayout.JAVA_BYTE),
                        read.data().toArray(ValueLayout.JAVA_BYTE));
            }
            again.free();
            written.free();
        }
    }

    @Test
    void aPlaneAlongAnyAxisTouchesNoMoreThanItsShareOfBoxes() {
        Region domain = Region.ofShape(3, 40, 640, 512);
        Boxes boxes = Boxes.of(Axes.of("czyx"), domain);
        int all = boxes.in(domain).size();
        for (int axis = 1; axis < 4; axis++) {
            long layers = Math.ceilDiv(domain.size(axis), boxes.side()[axis]);
            assertEquals(all / layers, boxes.in(domain.with(axis, 7, 8)).size());
        }
    }
}
