package org.roimill.kernels.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;
import org.roimill.kernels.Golden;

class AveragePrecisionTest {
    private static final double[] THRESHOLDS = {0.5, 0.75, 0.9};

    private static Block wide(Block narrow) {
        Block labels = Blocks.zeros(DType.U32, narrow.region());
        for (long i = 0; i < labels.voxels(); i++) {
            labels.setLong(i, narrow.getLong(i));
        }
        return labels;
    }

    @Test
    void numbersAreThoseOfCellpose() {
        Golden golden = new Golden(AveragePrecisionTest.class, "cellpose4.npz");
        Block truths = golden.get("truth");
        for (int k = 0; k < truths.region().size(0); k++) {
            AveragePrecision.Score[] scores = AveragePrecision.of(
                    wide(truths.slice(k)), wide(golden.get("found").slice(k)), THRESHOLDS);
            for (int t = 0; t < THRESHOLDS.length; t++) {
                long i = 3L * k + t;
                assertEquals((long) golden.get("tp").get(i), scores[t].hits(), "tp of " + k);
                assertEquals((long) golden.get("fp").get(i), scores[t].extra(), "fp of " + k);
                assertEquals((long) golden.get("fn").get(i), scores[t].missed(), "fn of " + k);
                assertEquals(golden.get("ap").get(i), (float) scores[t].precision(), "ap of " + k);
            }
        }
    }

    @Test
    void blocksInAnyOrderGiveTheWhole() {
        Random random = new Random(1);
        for (int round = 0; round < 30; round++) {
            long[] shape = random.longs(1 + round % 3, 1, 16).toArray();
            Block truth = Blocks.random(DType.U32, random, 0.3, 5, shape);
            Block found = Blocks.random(DType.U32, random, 0.3, 5, shape);
            for (long i = 0; i < truth.voxels(); i++) {
                if (random.nextInt(3) > 0) {
                    found.setLong(i, -truth.getLong(i));
                }
            }
            AveragePrecision left = new AveragePrecision();
            AveragePrecision right = new AveragePrecision();
            for (Region cell :
                    truth.region().cells(random.longs(shape.length, 1, 6).toArray())) {
                (random.nextBoolean() ? left : right).add(Blocks.cut(truth, cell), Blocks.cut(found, cell));
            }
            double[] thresholds = {0.1, 0.3, 0.5};
            assertArrayEquals(
                    AveragePrecision.of(truth, found, thresholds),
                    left.merge(right).scores(thresholds));
        }
    }

    /** All subsets of the edges are tried. */
    @Test
    void noMatchingIsLarger() {
        Random random = new Random(2);
        long paths = 0;
        for (int round = 0; round < 300; round++) {
            int countA = 1 + random.nextInt(5);
            int countB = 1 + random.nextInt(5);
            int[] starts = new int[countA + 1];
            int[] ends = new int[25];
            for (int a = 0; a < countA; a++) {
                starts[a + 1] = starts[a];
                for (int b = 0; b < countB; b++) {
                    if (random.nextInt(3) == 0) {
                        ends[starts[a + 1]++] = b;
                    }
                }
            }
            int best = most(starts, ends, 0, 0);
            assertEquals(best, Matching.largest(starts, ends, countB));
            paths += best;
        }
        assertTrue(paths > 300);
    }

    private static int most(int[] starts, int[] ends, int a, int taken) {
        if (a == starts.length - 1) {
            return 0;
        }
        int best = most(starts, ends, a + 1, taken);
        for (int k = starts[a]; k < starts[a + 1]; k++) {
            if ((taken >> ends[k] & 1) == 0) {
                best = Math.max(best, 1 + most(starts, ends, a + 1, taken | 1 << ends[k]));
            }
        }
        return best;
    }

    @Test
    void aHundredThousandObjectsAreNoTrouble() {
        long side = 320;
        Block truth = Blocks.zeros(DType.U32, 2 * side, 2 * side);
        for (long y = 0; y < 2 * side; y++) {
            for (long x = 0; x < 2 * side; x++) {
                truth.setLong(truth.index(y, x), (y / 2) * side + x / 2 + 1);
            }
        }
        AveragePrecision.Score score = AveragePrecision.of(truth, truth, 0.5)[0];
        assertEquals(new AveragePrecision.Score(0.5, side * side, 0, 0), score);
    }

    @Test
    void everyPairIsNoMatch() {
        Block one = Blocks.zeros(DType.U32, 2, 2);
        assertThrows(IllegalArgumentException.class, () -> AveragePrecision.of(one, one, 0));
    }
}
