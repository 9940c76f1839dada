package org.roimill.processors.segmenters.watershed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.core.space.Unit;
import org.roimill.testkit.Golden;
import org.roimill.testkit.Trial;

/** The whole segmenter is what scikit-image makes, and the same however the image is cut into cells. */
class SeededWatershedTest {
    private static final Golden GOLDEN = new Golden(SeededWatershedTest.class);

    private static String axes(int dims) {
        return dims == 2 ? "yx" : "zyx";
    }

    private static Trial exact(int dims) {
        return Trial.of(new SeededWatershed())
                .with("seed_sigma", 0)
                .given("image", axes(dims), GOLDEN.get("image" + dims));
    }

    private static void assertSame(String name, Block found) {
        assertArrayEquals(ids(GOLDEN.get(name)), ids(found), name);
    }

    private static long[] ids(Block labels) {
        long[] ids = new long[(int) labels.voxels()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = labels.getLong(i);
        }
        return ids;
    }

    @Test
    void labelsAreThoseOfScikitImage() {
        for (int dims = 2; dims <= 3; dims++) {
            assertSame("distance" + dims, exact(dims).run());
            String all = dims == 2 ? "edges" : "corners";
            assertSame(
                    "corners" + dims,
                    exact(dims)
                            .with("connectivity", all)
                            .with("min_distance", 3)
                            .run());
            assertSame(
                    "intensity" + dims, exact(dims).with("seeds", "intensity").run());
            assertSame(
                    "li" + dims,
                    exact(dims)
                            .with("threshold_method", "li")
                            .with("seeds", "intensity")
                            .with("min_distance", 7)
                            .run());
            Object size = dims == 2 ? 31 : List.of(7, 31, 31);
            assertSame(
                    "local" + dims,
                    exact(dims)
                            .with("threshold_method", "local")
                            .with("local_size", size)
                            .with("local_offset", -500)
                            .with("seeds", "intensity")
                            .with("min_distance", 4)
                            .run());
        }
    }

    /** Slices twice as far apart as pixels: distances are physical, boxes of voxels stay what they are. */
    @Test
    void distancesAreInTheSpaceOfTheImage() {
        Block image = GOLDEN.get("image3");
        Grid grid = Grid.of("zyx", image.region().shape())
                .withSpacing(Map.of(Axis.Z, 1.0, Axis.Y, 0.5, Axis.X, 0.5), Unit.MICROMETER);
        Trial trial = Trial.of(new SeededWatershed())
                .with("seed_sigma", 0)
                .with("min_distance", 4)
                .given("image", grid, image);
        assertSame("spaced3", trial.run());
    }

    /** Ellipses that touch in clumps, on a ground that parts the clumps, so that none reaches further than the halo. */
    private static Block clumps(Random random, long... shape) {
        int dims = shape.length;
        Block image = Block.zeros(DType.F32, Region.ofShape(shape), Arena.ofAuto());
        long[] pitch = dims == 2 ? new long[] {23, 25} : new long[] {11, 19, 21};
        for (Region cell : image.region().cells(pitch)) {
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                ellipse(image, cell, random);
            }
        }
        return image;
    }

    private static void ellipse(Block image, Region within, Random random) {
        int dims = within.dims();
        double[] centre = new double[dims];
        double[] radius = new double[dims];
        for (int d = 0; d < dims; d++) {
            centre[d] = within.min(d) + within.size(d) * (0.3 + 0.4 * random.nextDouble());
            radius[d] = within.size(d) * (0.15 + 0.15 * random.nextDouble());
        }
        long[] one = new long[dims];
        Arrays.fill(one, 1);
        for (Region voxel : within.cells(one)) {
            double far = 0;
            for (int d = 0; d < dims; d++) {
                far += Math.pow((voxel.min(d) - centre[d]) / radius[d], 2);
            }
            boolean rim = false;
            for (int d = 0; d < dims; d++) {
                rim |= voxel.min(d) == within.min(d);
            }
            if (far < 1 && !rim) {
                long i = image.index(voxel.min());
                image.set(i, Math.max(image.get(i), Math.rint(10 * (1.5 - far))));
            }
        }
    }

    @Test
    void cellsSmallOrLargeGiveTheSame() {
        long[][] plane = {{1024, 1024}, {17, 31}, {40, 9}, {64, 64}};
        long[][] volume = {{48, 384, 384}, {5, 17, 13}, {9, 40, 12}, {12, 31, 64}};
        String[][] ways = {{"distance", "0", "faces"}, {"intensity", "0", "corners"}, {"intensity", "1", "edges"}};
        for (int seed = 0; seed < 6; seed++) {
            int dims = 2 + seed % 2;
            Block image = clumps(new Random(seed), dims == 2 ? new long[] {110, 130} : new long[] {31, 60, 66});
            for (String[] way : ways) {
                long[] whole = null;
                for (int cut = 0; cut < plane.length; cut++) {
                    Block found = Trial.of(new SeededWatershed(plane[cut], volume[cut]))
                            .with("threshold", 2)
                            .with("seeds", way[0])
                            .with("seed_sigma", Integer.valueOf(way[1]))
                            .with("connectivity", way[2])
                            .with("min_distance", 2)
                            .with("min_size", 4)
                            .with("diameter", 17)
                            .given("image", axes(dims), image)
                            .run();
                    if (whole == null) {
                        whole = ids(found);
                        assertTrue(Arrays.stream(whole).max().orElse(0) > 20, "there is something to find");
                    }
                    assertArrayEquals(whole, ids(found), dims + "-D, " + String.join(" ", way) + ", cut " + cut);
                }
            }
        }
    }

    @Test
    void objectsAreDroppedBySizeAndPlaceAndNumberedWithoutGaps() {
        Block all = exact(2).run();
        Region domain = all.region();
        Map<Long, Long> sizes = new TreeMap<>();
        Map<Long, Boolean> edges = new TreeMap<>();
        for (long i = 0; i < all.voxels(); i++) {
            long y = i / domain.size(1);
            long x = i % domain.size(1);
            boolean edge = y == 0 || x == 0 || y == domain.max(0) - 1 || x == domain.max(1) - 1;
            sizes.merge(all.getLong(i), 1L, Long::sum);
            edges.merge(all.getLong(i), edge, (a, b) -> a || b);
        }
        Block some = Trial.of(new SeededWatershed(new long[] {40, 50}, new long[] {1, 1, 1}))
                .with("seed_sigma", 0)
                .with("min_size", 50)
                .with("max_size", 150)
                .with("exclude_on_edges", true)
                .given("image", "yx", GOLDEN.get("image2"))
                .run();
        Map<Long, Long> numbers = new TreeMap<>();
        for (long i = 0; i < all.voxels(); i++) {
            long id = all.getLong(i);
            boolean kept = id != 0 && sizes.get(id) >= 50 && sizes.get(id) <= 150 && !edges.get(id);
            long expected = kept ? numbers.computeIfAbsent(id, k -> (long) numbers.size() + 1) : 0;
            assertEquals(expected, some.getLong(i));
        }
        assertTrue(numbers.size() > 5 && numbers.size() < sizes.size() - 10, numbers.size() + " objects are kept");
    }
}
