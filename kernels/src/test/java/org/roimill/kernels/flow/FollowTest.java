package org.roimill.kernels.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;

class FollowTest {
    private static long[] shape(Random random, int dims) {
        return random.longs(dims, 2, dims == 2 ? 170 : 36).toArray();
    }

    @ParameterizedTest
    @EnumSource(Sampling.class)
    void pointsThatStopEarlyEndWhereTheyWouldHaveEnded(Sampling sampling) {
        Random random = new Random(1);
        for (int round = 0; round < 8; round++) {
            Block maps = Maps.waves(random, round % 3, shape(random, 2 + round % 2));
            for (int steps : new int[] {0, 1, 2, 63, 200}) {
                Follow settings = Follow.cellpose().withSampling(sampling).withSteps(steps);
                assertArrayEquals(
                        PlainCourse.ends(settings, maps), Blocks.ints(Maps.ends(settings, maps)), "steps " + steps);
            }
        }
    }

    /** Tiles so small that most points stray, time and again, and swarms that are full before a tile is done. */
    @ParameterizedTest
    @EnumSource(Sampling.class)
    void endsDoNotDependOnTiles(Sampling sampling) {
        Random random = new Random(6);
        for (int round = 0; round < 12; round++) {
            int dims = 2 + round % 2;
            long[] shape = random.longs(dims, 1, dims == 2 ? 60 : 18).toArray();
            Block maps = round % 4 < 2 ? Maps.waves(random, round % 3, shape) : Maps.drains(random, shape);
            Region domain = Maps.domain(maps);
            for (int steps : new int[] {0, 1, 15, 16, 17, 40, 200, 777}) {
                Follow settings = Follow.cellpose().withSampling(sampling).withSteps(steps);
                long[] expected = PlainCourse.ends(settings, maps);
                long[] tile = random.longs(dims, 1, 12).toArray();
                Tiling tiling = new Tiling(tile, random.nextInt(1, 4), random.nextInt(1, 300));
                Block ends = Blocks.zeros(DType.I64, domain);
                assertEquals(0, new Course(settings, maps, domain, ends, tiling).run(false));
                assertArrayEquals(expected, Blocks.ints(ends), tiling + " of " + domain + ", steps " + steps);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Sampling.class)
    void endsDoNotDependOnTheWindow(Sampling sampling) {
        Random random = new Random(2);
        long missed = 0;
        for (int round = 0; round < 10; round++) {
            int dims = 2 + round % 2;
            Block maps = Maps.waves(random, round % 2, shape(random, dims));
            Region domain = Maps.domain(maps);
            Follow settings = Follow.cellpose().withSampling(sampling).withThreshold(-0.2);
            Block whole = Maps.ends(settings, maps);
            // The same image elsewhere: the domain need not begin at the origin.
            long[] by = random.longs(dims, 0, 1000).toArray();
            long[] cell =
                    random.longs(dims, dims == 2 ? 20 : 8, dims == 2 ? 140 : 30).toArray();
            for (Region part : domain.cells(cell)) {
                Block ends = Blocks.zeros(DType.I64, part.shift(by));
                long left = -1;
                for (long halo = 1; left != 0; halo *= 3) {
                    long[] margin = new long[dims];
                    Arrays.fill(margin, halo);
                    Region window = part.grow(margin).intersect(domain);
                    Block cut = Maps.cut(maps, window);
                    Block moved = cut.at(cut.region().dims(0, 1).join(window.shift(by)));
                    Region there = domain.shift(by);
                    left = left < 0 ? settings.follow(moved, there, ends) : settings.followMissing(moved, there, ends);
                    missed += left;
                    for (long i = 0; i < ends.voxels(); i++) {
                        left -= ends.getLong(i) == Follow.MISSING ? 1 : 0;
                    }
                    assertEquals(0, left, "as many missing as told");
                    left = 0;
                    for (long i = 0; i < ends.voxels(); i++) {
                        left += ends.getLong(i) == Follow.MISSING ? 1 : 0;
                    }
                }
                assertArrayEquals(Blocks.ints(Blocks.cut(whole, part)), Blocks.ints(ends), part + " of " + domain);
            }
        }
        assertTrue(missed > 1000, "small windows were never too small: " + missed);
    }

    @Test
    void flowsThatAreNoNumbersDoNotMove() {
        Random random = new Random(3);
        Block maps = Maps.waves(random, 0, 20, 30);
        Block zero = Blocks.copy(maps);
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < 1200; i += 7) {
            maps.set(i, odd[i % 3]);
            zero.set(i, 0);
        }
        for (Sampling sampling : Sampling.values()) {
            Follow settings = Follow.cellpose().withSampling(sampling);
            assertTrue(Blocks.same(Maps.ends(settings, zero), Maps.ends(settings, maps)));
        }
    }

    @Test
    void anAxisOfOneVoxelHasNoRoom() {
        Block maps = Maps.waves(new Random(4), 0.5, 1, 25, 30);
        Block plane = Blocks.zeros(DType.F32, 3, 25, 30);
        for (int i = 0; i < 3 * 750; i++) {
            plane.set(i, maps.get(750 + i));
        }
        Follow settings = Follow.cellpose().withSampling(Sampling.LINEAR);
        assertArrayEquals(Blocks.ints(Maps.ends(settings, plane)), Blocks.ints(Maps.ends(settings, maps)));
        for (long end : Blocks.ints(Maps.ends(Follow.cellpose(), maps))) {
            assertTrue(end >= -1 && end < 750);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Block maps = Maps.waves(new Random(5), 0, 10, 10);
        Region domain = Maps.domain(maps);
        Follow settings = Follow.cellpose();
        Region beyond = Region.ofShape(11, 10);
        assertThrows(
                IllegalArgumentException.class, () -> settings.follow(maps, beyond, Blocks.zeros(DType.I32, beyond)));
        assertThrows(
                IllegalArgumentException.class, () -> settings.follow(maps, domain, Blocks.zeros(DType.U16, domain)));
        assertThrows(IllegalArgumentException.class, () -> settings.withSteps(-1));
        assertThrows(IllegalArgumentException.class, () -> settings.withFlowScale(0));
        Region huge = Region.ofShape(1L << 16, 1L << 16);
        assertThrows(
                IllegalArgumentException.class, () -> settings.follow(maps, huge, Blocks.zeros(DType.I32, domain)));
        assertEquals(0, settings.withThreshold(99).follow(maps, domain, Blocks.zeros(DType.I64, domain)));
    }
}
