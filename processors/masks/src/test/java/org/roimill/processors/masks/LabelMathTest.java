package org.roimill.processors.masks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.testkit.Trial;

class LabelMathTest {
    private static Block row(DType type, long... ids) {
        Block block = Block.zeros(type, Region.ofShape(1, ids.length), Arena.ofAuto());
        for (int i = 0; i < ids.length; i++) {
            block.setLong(i, ids[i]);
        }
        return block;
    }

    private static long[] ids(Block block) {
        long[] ids = new long[(int) block.voxels()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = block.getLong(i);
        }
        return ids;
    }

    private static Trial multiply(Block labels, Block within) {
        return Trial.of(new Multiply()).given("labels", "yx", labels).given("within", "yx", within);
    }

    @Test
    void aNeighboursNucleusTakesPixelsAwayUnlessOnlyMatchingOnesShould() {
        Trial trial = Trial.of(new Subtract())
                .given("from", "yx", row(DType.I32, 1, 1, 1, 2, 0))
                .given("what", "yx", row(DType.U16, 0, 1, 2, 2, 2));
        assertArrayEquals(new long[] {1, 0, 0, 0, 0}, ids(trial.run()));
        assertArrayEquals(
                new long[] {1, 0, 1, 0, 0},
                ids(trial.with("matching_only", true).run()));
    }

    @Test
    void negativeIdsAreBackground() {
        Trial trial = Trial.of(new Subtract())
                .given("from", "yx", row(DType.I32, 5, -5))
                .given("what", "yx", row(DType.I32, -1, 0));
        assertArrayEquals(new long[] {5, 0}, ids(trial.run()));
    }

    @Test
    void idsOfSixtyFourBitsAreKept() {
        long large = 1L << 40;
        Trial trial = multiply(row(DType.I64, large, large + 1, 3), row(DType.U64, 1, 0, large));
        assertArrayEquals(new long[] {large, 0, 3}, ids(trial.run()));
    }

    @Test
    void aProductThatIsNoLabelNamesTheVoxelAndBothIds() {
        Trial trial =
                multiply(row(DType.I32, 1, 70_000), row(DType.I32, 1, 70_000)).with("mode", "product");
        RoimillException e = assertThrows(RoimillException.class, trial::run);
        assertEquals(Failure.BAD_DATA, e.failure());
        assertTrue(e.getMessage().startsWith("multiply: label 70000 times label 70000 at [0, 1]"), e.getMessage());
        long[] product = ids(multiply(row(DType.U8, 3, 255), row(DType.U8, 5, 255))
                .with("mode", "product")
                .run());
        assertArrayEquals(new long[] {15, 65_025}, product);
    }

    @Test
    void productAndMaskAgreeOnAMaskOfZeroAndOne() {
        Random random = new Random(11);
        for (int round = 0; round < 20; round++) {
            long[] labels = random.longs(100, 0, 1000).toArray();
            long[] mask = random.longs(100, 0, 2).toArray();
            Block kept = multiply(row(DType.U32, labels), row(DType.U8, mask)).run();
            Block product = multiply(row(DType.U32, labels), row(DType.U8, mask))
                    .with("mode", "product")
                    .run();
            assertArrayEquals(ids(kept), ids(product));
        }
    }

    @Test
    void andOrNotFollowDeMorgan() {
        Random random = new Random(12);
        for (int round = 0; round < 20; round++) {
            Block a = row(DType.U16, random.longs(64, 0, 3).toArray());
            Block b = row(DType.I32, random.longs(64, -1, 2).toArray());
            Block neither = not(Trial.of(new Or())
                    .given("labels", "yx", a)
                    .given("labels", "yx", b)
                    .run());
            Block both = Trial.of(new And())
                    .given("labels", "yx", not(a))
                    .given("labels", "yx", not(b))
                    .run();
            assertArrayEquals(ids(neither), ids(both));
        }
    }

    private static Block not(Block labels) {
        return Trial.of(new Not()).given("labels", "yx", labels).run();
    }

    @Test
    void labelsWithMoreAxesThanTheFirstAreRefused() {
        Block deep = Block.zeros(DType.U8, Region.ofShape(2, 1, 3), Arena.ofAuto());
        Trial trial = Trial.of(new Subtract())
                .given("from", "yx", row(DType.U8, 1, 1, 1))
                .given("what", "zyx", deep);
        assertEquals(
                Failure.USAGE, assertThrows(RoimillException.class, trial::plan).failure());
    }
}
