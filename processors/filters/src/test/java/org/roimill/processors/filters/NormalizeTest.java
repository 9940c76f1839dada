package org.roimill.processors.filters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.runner.stage.BlockSize;
import org.roimill.testkit.Trial;

class NormalizeTest {
    private static Block block(DType type, long[] shape, double... values) {
        Block block = Block.zeros(type, Region.ofShape(shape), Arena.ofAuto());
        for (int i = 0; i < values.length; i++) {
            block.set(i, values[i]);
        }
        return block;
    }

    private static Block row(double... values) {
        return block(DType.F32, new long[] {1, values.length}, values);
    }

    private static double[] values(Block block) {
        double[] values = new double[(int) block.voxels()];
        Arrays.setAll(values, block::get);
        return values;
    }

    private static Trial normalize(Block image) {
        return Trial.of(new Normalize()).given("image", "yx", image);
    }

    @Test
    void anImageOfOneValueBecomesZero() {
        assertArrayEquals(new double[3], values(normalize(row(7, 7, 7)).run()));
        assertArrayEquals(
                new double[3],
                values(normalize(row(0.1, 0.1, 0.1)).with("method", "z_score").run()));
    }

    @Test
    void aMarkerThatIsNearlyNowhereBecomesOneWhereItIs() {
        double[] sparse = new double[1000];
        sparse[400] = 12;
        double[] expected = new double[1000];
        expected[400] = 1;
        assertArrayEquals(expected, values(normalize(row(sparse)).run()));
    }

    @Test
    void nanStaysAndDoesNotCount() {
        Trial trial = normalize(row(Double.NaN, 2, 4, 6)).with("low", 0).with("high", 100);
        assertArrayEquals(new double[] {Double.NaN, 0, 0.5, 1}, values(trial.run()));
        Trial spread =
                normalize(row(Double.NaN, 1, 3, Double.POSITIVE_INFINITY)).with("method", "z_score");
        assertArrayEquals(new double[] {Double.NaN, -1, 1, Double.POSITIVE_INFINITY}, values(spread.run()));
    }

    @Test
    void whereNothingCountsEverythingBecomesZero() {
        for (String over : new String[] {"image", "plane", "tile"}) {
            for (String method : new String[] {"percentile", "min_max", "z_score"}) {
                Block found = normalize(row(1, 2, 3))
                        .given("mask", "yx", block(DType.U16, new long[] {1, 3}))
                        .with("over", over)
                        .with("method", method)
                        .run();
                assertArrayEquals(new double[3], values(found), over + " " + method);
            }
        }
    }

    @Test
    void boundsAreTheRangeOfTheResult() {
        Trial trial = normalize(row(0, 5, 10, 20))
                .with("method", "min_max")
                .with("lower", -1)
                .with("upper", 3);
        assertArrayEquals(new double[] {-1, 0, 1, 3}, values(trial.run()));
        Trial spread = normalize(row(0, 0, 0, 4)).with("method", "z_score").with("upper", 1.5);
        assertArrayEquals(
                new double[] {-1 / Math.sqrt(3), 1.5},
                new double[] {spread.run().get(0), spread.run().get(3)},
                1e-7);
    }

    @Test
    void withoutClippingValuesGoOnBeyondTheLimits() {
        Block mask = block(DType.U8, new long[] {1, 4}, 0, 1, 1, 0);
        Trial trial = normalize(row(0, 1, 2, 5))
                .given("mask", "yx", mask)
                .with("method", "min_max")
                .with("clip", false);
        assertArrayEquals(new double[] {-1, 0, 1, 4}, values(trial.run()));
    }

    @Test
    void aMaskWithoutChannelsOrPlanesIsLaidOverAllOfThem() {
        Random random = new Random(3);
        Block image = Block.zeros(DType.U16, Region.ofShape(2, 3, 20, 30), Arena.ofAuto());
        Block mask = Block.zeros(DType.U8, Region.ofShape(20, 30), Arena.ofAuto());
        Block deep = Block.zeros(DType.U8, Region.ofShape(2, 3, 20, 30), Arena.ofAuto());
        for (long i = 0; i < image.voxels(); i++) {
            image.setLong(i, random.nextInt(60000));
        }
        for (long i = 0; i < mask.voxels(); i++) {
            mask.setLong(i, random.nextInt(3));
        }
        for (long i = 0; i < deep.voxels(); i++) {
            deep.setLong(i, mask.getLong(i % mask.voxels()));
        }
        for (String over : new String[] {"image", "plane"}) {
            Trial flat = Trial.of(new Normalize()).given("image", "czyx", image).given("mask", "yx", mask);
            Trial full = Trial.of(new Normalize()).given("image", "czyx", image).given("mask", "czyx", deep);
            assertArrayEquals(
                    values(full.with("over", over).run()),
                    values(flat.with("over", over).run()));
        }
    }

    @Test
    void aMaskWithMoreAxesThanTheImageIsRefused() {
        Trial trial = normalize(row(1, 2)).given("mask", "zyx", block(DType.U8, new long[] {4, 1, 2}));
        RoimillException refused = assertThrows(RoimillException.class, trial::plan);
        assertEquals(Failure.USAGE, refused.failure());
        assertTrue(refused.getMessage().startsWith("normalize: the mask has the axes zyx, the image yx"));
    }

    @Test
    void tilesHaveNoSeams() {
        // A slope that is steeper in each tile than between them shows every jump.
        Block image = Block.zeros(DType.F64, Region.ofShape(130, 150), Arena.ofAuto());
        Random random = new Random(5);
        for (long i = 0; i < image.voxels(); i++) {
            image.set(i, 1000 + i % 150 + 0.001 * random.nextDouble());
        }
        Block found = normalize(image)
                .with("over", "tile")
                .with("tile_size", 40)
                .with("clip", false)
                .blocks(new BlockSize(17, 17, 1))
                .run();
        for (long y = 0; y < 130; y++) {
            for (long x = 1; x < 150; x++) {
                double step = Math.abs(found.get(y * 150 + x) - found.get(y * 150 + x - 1));
                assertTrue(step < 0.04, "a step of " + step + " at " + y + ", " + x);
            }
        }
    }

    @Test
    void aTileWithoutObjectsUsesTheNearest() {
        Block image = Block.zeros(DType.U8, Region.ofShape(16, 48), Arena.ofAuto());
        Block mask = Block.zeros(DType.U8, image.region(), Arena.ofAuto());
        for (long i = 0; i < image.voxels(); i++) {
            image.setLong(i, i % 48 < 16 ? i % 2 : 100);
            mask.setLong(i, i % 48 < 16 ? 1 : 0);
        }
        Trial trial = normalize(image)
                .given("mask", "yx", mask)
                .with("over", "tile")
                .with("tile_size", 16)
                .with("low", 0)
                .with("high", 100);
        double[] found = values(trial.run());
        for (int i = 0; i < found.length; i++) {
            assertEquals(i % 48 < 16 ? i % 2 : 1, found[i]);
        }
    }

    /** Large blocks of these types go through a table, small ones do not. */
    @Test
    void aTableOfAllValuesGivesWhatArithmeticGives() {
        for (DType type : new DType[] {DType.BOOL, DType.U8, DType.I8, DType.U16, DType.I16, DType.F16}) {
            Random random = new Random(9);
            Block image = Block.zeros(type, Region.ofShape(600, 600), Arena.ofAuto());
            for (long i = 0; i < image.voxels(); i++) {
                image.setLong(i, type == DType.BOOL ? random.nextInt(2) : random.nextInt());
            }
            Trial trial = normalize(image).with("lower", -2).with("low", 5);
            Block large = trial.run();
            Block small = trial.blocks(new BlockSize(100, 100, 1)).run();
            assertEquals(-1, large.data().mismatch(small.data()), type.toString());
        }
    }

    @Test
    void limitsInTheWrongOrderAreRefused() {
        assertThrows(
                RoimillException.class,
                () -> normalize(row(1)).with("low", 99).with("high", 1).plan());
        assertThrows(
                RoimillException.class, () -> normalize(row(1)).with("lower", 2).plan());
    }
}
