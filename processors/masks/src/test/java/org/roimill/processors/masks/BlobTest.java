package org.roimill.processors.masks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.testkit.Trial;

class BlobTest {
    private static Block square(int height, int width, int side) {
        Block labels = Block.zeros(DType.U8, Region.ofShape(height, width), Arena.ofAuto());
        Block square = Block.zeros(
                        DType.U8,
                        Region.at(new long[] {(height - side) / 2, (width - side) / 2}, new long[] {side, side}),
                        Arena.ofAuto())
                .fill(1);
        square.copyTo(labels);
        return labels;
    }

    private static Trial blob(int height, int width, int side) {
        return Trial.of(new Blob()).given("labels", "yx", square(height, width, side));
    }

    /** How many rows and columns have anything. */
    private static long[] extent(Block blob) {
        long rows = 0;
        long columns = 0;
        for (long y = 0; y < blob.region().size(0); y++) {
            rows += blob.getLong(blob.index(y, blob.region().size(1) / 2));
        }
        for (long x = 0; x < blob.region().size(1); x++) {
            columns += blob.getLong(blob.index(blob.region().size(0) / 2, x));
        }
        return new long[] {rows, columns};
    }

    @Test
    void anyTraceMakesASquareOf100On1000WiderBy16AsInPlexPipe() {
        assertArrayEquals(new long[] {116, 116}, extent(blob(1000, 1000, 100).run()));
    }

    @Test
    void anyTraceMakesASquareOf200On5000WiderBy100AndDropsSmallerOnesAsInPlexPipe() {
        Block labels = square(5000, 5000, 200);
        Region smaller = Region.at(new long[] {1000, 1000}, new long[] {100, 100});
        Block.zeros(DType.U8, smaller, Arena.ofAuto()).fill(2).copyTo(labels);
        Block blob = Trial.of(new Blob()).given("labels", "yx", labels).run();
        assertArrayEquals(new long[] {300, 300}, extent(blob));
        assertEquals(0, blob.getLong(blob.index(1050, 1050)));
    }

    @Test
    void atLeastAHalfLeavesEdgesWhereTheyAre() {
        assertArrayEquals(
                new long[] {200, 200},
                extent(blob(1000, 1000, 200).with("edge", "half").run()));
        assertArrayEquals(
                new long[] {200, 200},
                extent(blob(600, 1000, 200)
                        .with("edge", "half")
                        .with("work_shape", List.of(150, 250))
                        .run()));
    }

    @Test
    void zerosStayZeros() {
        assertArrayEquals(new long[] {0, 0}, extent(blob(40, 30, 0).run()));
    }

    @Test
    void aShapeOfThreeNumbersIsRefused() {
        Trial trial = blob(10, 10, 2).with("work_shape", List.of(1, 2, 3));
        assertEquals(
                "blob: work_shape has two numbers, y and x, not 3",
                assertThrows(RoimillException.class, trial::plan)
                        .getMessage()
                        .lines()
                        .findFirst()
                        .orElseThrow());
    }
}
