package org.roimill.kernels.instanseg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;

/** However the whole is cut, wherever it lies and however small it is. */
class PostProcessingTest {
    private static Settings settings(Variant variant, int window, boolean cleanup) {
        return new Settings(variant, 0.5f, 2, 0.55f, 0.2f, window, cleanup, 3, 0.5f, 0.5f);
    }

    /** Smooth noise, so that objects meet, merge and have holes. */
    private static Block maps(Random random, long height, long width) {
        Block maps = Blocks.zeros(DType.F32, 5, height, width);
        for (int c = 0; c < 5; c++) {
            Block plane = maps.slice(c);
            for (int wave = 0; wave < 12; wave++) {
                double a = random.nextGaussian() / 2;
                double b = random.nextGaussian() / 2;
                double phase = random.nextDouble() * 6;
                for (long i = 0; i < plane.voxels(); i++) {
                    long y = i / width;
                    long x = i % width;
                    plane.set(i, plane.get(i) + Math.sin(a * y + b * x + phase) / 3);
                }
            }
            for (long i = 0; i < plane.voxels(); i++) {
                plane.set(i, plane.get(i) * (c == 4 ? 3 : 1) + random.nextGaussian() / 10);
            }
        }
        return maps;
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void cutsDoNotMatter(Variant variant) {
        Random random = new Random(11);
        int objects = 0;
        for (int round = 0; round < 12; round++) {
            int window = 4 + random.nextInt(8);
            Block maps = maps(random, 1 + random.nextInt(70), 1 + random.nextInt(90));
            PostProcessing work =
                    new PostProcessing(Scene.TWO_SIGMAS, Scene.mlp("noisy"), settings(variant, window, round % 3 > 0));
            long[] whole = Blocks.ints(Scene.whole(work, maps));
            objects +=
                    (int) Arrays.stream(whole).filter(id -> id > 0).distinct().count();
            for (int cut = 0; cut < 3; cut++) {
                Block parts = Scene.byCells(work, maps, null, 3 + random.nextInt(40), 3 + random.nextInt(40));
                assertArrayEquals(whole, Blocks.ints(parts), variant + " round " + round);
            }
        }
        assertTrue(objects > 50, objects + " objects");
    }

    @Test
    void whereTheWholeLiesDoesNotMatter() {
        Block maps = maps(new Random(5), 60, 50);
        PostProcessing work = new PostProcessing(Scene.TWO_SIGMAS, Scene.mlp("noisy"), settings(Variant.HEAD, 8, true));
        Block elsewhere = maps.at(maps.region().shift(0, -17, 1000));
        assertArrayEquals(Blocks.ints(Scene.whole(work, maps)), Blocks.ints(Scene.whole(work, elsewhere)));
    }

    @Test
    void tinyWholesAndBackgroundAndNaN() {
        PostProcessing work =
                new PostProcessing(Scene.TWO_SIGMAS, Scene.mlp("sparse"), settings(Variant.HEAD, 32, true));
        for (long[] size : new long[][] {{1, 1}, {1, 40}, {40, 1}, {2, 3}, {63, 64}}) {
            Block maps = Blocks.zeros(DType.F32, 5, size[0], size[1]);
            assertEquals(0, Arrays.stream(Blocks.ints(Scene.whole(work, maps))).sum());
            maps.slice(4).fill(8);
            long[] labels = Blocks.ints(Scene.whole(work, maps));
            assertEquals(1, labels[0]);
            assertArrayEquals(labels, Blocks.ints(Scene.byCells(work, maps, null, 1, 7)));
            maps.fill(Double.NaN);
            assertEquals(0, Arrays.stream(Blocks.ints(Scene.whole(work, maps))).sum());
        }
    }

    @Test
    void statesComeBackAndDamageIsNoticed() {
        Block maps = maps(new Random(6), 60, 50);
        PostProcessing work = new PostProcessing(Scene.TWO_SIGMAS, Scene.mlp("noisy"), settings(Variant.V01, 8, true));
        Region domain = maps.region().dims(1, 3);
        Block planes = Blocks.zeros(DType.F32, PostProcessing.planesFor(maps.region()));
        CellObjects proposal = work.propose(maps, domain, domain, planes);
        assertTrue(proposal.count() > 10);
        byte[] bytes = proposal.toBytes();
        assertEquals(proposal, CellObjects.fromBytes(bytes));
        CellLabels labels =
                work.merge(List.of(domain), List.of(proposal), domain).get(0);
        assertEquals(labels, CellLabels.fromBytes(labels.toBytes()));
        for (int n : new int[] {0, 3, 8, bytes.length / 2, bytes.length - 1}) {
            assertThrows(RoimillException.class, () -> CellObjects.fromBytes(Arrays.copyOf(bytes, n)));
        }
        assertThrows(RoimillException.class, () -> CellObjects.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void theThresholdIsTheLeastLogitThatReachesIt() {
        for (float p : new float[] {1e-6f, 0.3f, 0.5f, 0.53f, 0.999f}) {
            float logit = Sigmoid.logitOf(p);
            assertTrue(Sigmoid.of(logit) >= p && Sigmoid.of(Math.nextDown(logit)) < p, "at " + p);
        }
        assertEquals(0.5f, Sigmoid.of(0));
        for (float x = -20; x < 20; x += 0.37f) {
            assertEquals(1 / (1 + Math.exp(-x)), Sigmoid.of(x), 1.2e-7);
        }
    }
}
