package org.roimill.kernels.watershed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;
import org.roimill.kernels.Golden;
import org.roimill.kernels.distance.Edt;
import org.roimill.kernels.labelling.Connectivity;
import org.roimill.kernels.labelling.Labelling;

/** Seeds and floods are those of scikit-image, in windows as in one. */
class WatershedTest {
    private static final Golden GOLDEN = new Golden(WatershedTest.class);

    private static Block flooded(Block levels, boolean fromTop, Block mask, Connectivity connectivity, Block seeds) {
        Block labels = Blocks.copy(seeds);
        Space space = (type, region) -> Blocks.zeros(type, region).fill(7);
        Watershed.flood(levels, fromTop, mask, connectivity, labels, space);
        return labels;
    }

    private static void assertSame(String name, Block found) {
        assertArrayEquals(Blocks.ints(GOLDEN.get(name)), Blocks.ints(found), name);
    }

    private static Block marked(int[] places, Region region) {
        Block seeds = Blocks.zeros(DType.U32, region);
        for (int k = 0; k < places.length; k++) {
            seeds.setLong(places[k], k + 1);
        }
        return seeds;
    }

    private static long[] reach(int dims, long far) {
        return LongStream.generate(() -> far).limit(dims).toArray();
    }

    @Test
    void floodsAreThoseOfScikitImage() {
        for (int dims = 2; dims <= 3; dims++) {
            Block markers = GOLDEN.get("markers" + dims);
            Block mask = GOLDEN.get("mask" + dims);
            for (String type : List.of("u1", "u2", "i4", "f4", "f8")) {
                Block levels = GOLDEN.get("levels" + dims + "_" + type);
                String name = "flood" + dims + "_" + type + "_";
                for (int steps = 1; steps <= dims; steps++) {
                    Connectivity connectivity = Connectivity.values()[steps - 1];
                    assertSame(name + steps, flooded(levels, false, null, connectivity, markers));
                    assertSame(name + steps + "_masked", flooded(levels, false, mask, connectivity, markers));
                }
                assertSame(name + "top", flooded(levels, true, mask, Connectivity.FACES, markers));
            }
        }
    }

    @Test
    void peaksAreThoseOfScikitImage() {
        for (int dims = 2; dims <= 3; dims++) {
            Block parts = GOLDEN.get("parts" + dims);
            Block distance = Blocks.zeros(DType.F32, parts.region());
            Edt.squared(GOLDEN.get("mask" + dims), null, distance);
            Block[] values = {distance, GOLDEN.get("levels" + dims + "_u1"), GOLDEN.get("levels" + dims + "_f8")};
            String[] names = {"distance", "u1", "f8"};
            for (int i = 0; i < names.length; i++) {
                for (int far : new int[] {1, 2, 5}) {
                    assertPeaks("peaks" + dims + "_" + names[i] + "_" + far, values[i], parts, far);
                }
            }
            assertPeaks("peaks" + dims + "_untied_4", GOLDEN.get("untied" + dims), parts, 4);
        }
    }

    private static void assertPeaks(String name, Block values, Block parts, int far) {
        int[] found = Peaks.find(values, parts, reach(values.region().dims(), far));
        Block expected = GOLDEN.get(name);
        int[] places = LongStream.range(0, expected.voxels())
                .filter(i -> expected.getLong(i) != 0)
                .mapToInt(i -> (int) i)
                .toArray();
        assertArrayEquals(places, found, name);
    }

    @Test
    void distancesPeaksAndFloodTogether() {
        for (int dims = 2; dims <= 3; dims++) {
            Block mask = GOLDEN.get("mask" + dims);
            Block distance = Blocks.zeros(DType.F32, mask.region());
            Edt.squared(mask, null, distance);
            int[] seeds = Peaks.find(distance, GOLDEN.get("parts" + dims), reach(dims, 2));
            assertSame("whole" + dims, flooded(distance, true, mask, Connectivity.FACES, marked(seeds, mask.region())));
        }
    }

    /** Parts that lie in a window whole are flooded there as everywhere, ties and plateaus included. */
    @Test
    void aWindowFloodsAsTheWholeDoes() {
        Random random = new Random(5);
        for (int round = 0; round < 20; round++) {
            long[] shape = round % 2 == 0 ? new long[] {70, 80} : new long[] {12, 40, 44};
            Block discs = Blocks.discs(random, round % 2 == 0 ? 40 : 20, 5, shape);
            Block levels = Blocks.random(DType.F32, random, 0.2, 4, shape);
            Block parts = Blocks.zeros(DType.U32, shape);
            Connectivity connectivity = Connectivity.values()[round % 3];
            Labelling.components(discs, connectivity, parts);
            Block whole = flooded(levels, true, parts, connectivity, everyFifth(parts));
            Region window = window(random, parts.region());
            Block cut = Blocks.cut(whole, window);
            Block here = Blocks.cut(parts, window);
            Block found = flooded(
                    Blocks.cut(levels, window), true, here, connectivity, Blocks.cut(everyFifth(parts), window));
            boolean[] torn = torn(parts, window);
            for (long i = 0; i < cut.voxels(); i++) {
                if (!torn[(int) here.getLong(i)]) {
                    assertEquals(cut.getLong(i), found.getLong(i), "round " + round);
                }
            }
        }
    }

    private static Block everyFifth(Block parts) {
        Block seeds = Blocks.zeros(DType.U32, parts.region());
        for (long i = 0; i < parts.voxels(); i++) {
            seeds.setLong(i, parts.getLong(i) != 0 && ((i * 2654435761L) >>> 7) % 29 == 0 ? i + 1 : 0);
        }
        return seeds;
    }

    private static Region window(Random random, Region all) {
        long[] min = new long[all.dims()];
        long[] max = new long[all.dims()];
        for (int d = 0; d < min.length; d++) {
            min[d] = random.nextInt((int) all.size(d) / 3);
            max[d] = all.size(d) - random.nextInt((int) all.size(d) / 3);
        }
        return Region.between(min, max);
    }

    private static boolean[] torn(Block parts, Region window) {
        boolean[] torn = new boolean[(int) parts.voxels() + 1];
        long[] one = reach(window.dims(), 1);
        for (Region voxel : parts.region().cells(one)) {
            if (!window.contains(voxel)) {
                torn[(int) parts.getLong(parts.index(voxel.min()))] = true;
            }
        }
        return torn;
    }

    @Test
    void oddValuesAndSizesAreNoTrouble() {
        double[] odd = {
            Double.NaN, 0.0, -0.0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 1e300, -1e300, Double.MIN_VALUE
        };
        for (DType type : List.of(DType.F64, DType.F32, DType.F16)) {
            Block levels = Blocks.of(type, new long[] {1, odd.length}, odd);
            Block seeds = Blocks.zeros(DType.U32, levels.region());
            seeds.setLong(3, 5);
            Block found = flooded(levels, false, null, Connectivity.CORNERS, seeds);
            assertTrue(Arrays.stream(Blocks.ints(found)).allMatch(id -> id == 5), type + "");
        }
        Block empty = Blocks.zeros(DType.F32, 0, 4);
        flooded(empty, false, null, Connectivity.FACES, Blocks.zeros(DType.U32, 0, 4));
        assertEquals(0, Peaks.find(empty, Blocks.zeros(DType.U32, 0, 4), new long[] {1, 1}).length);
    }

    /** What the flood asks for is what it announced. */
    @Test
    void spaceIsWhatWasAnnounced() {
        Block levels = Blocks.random(DType.F64, new Random(1), 0, 1000, 13, 17);
        Block labels = Blocks.zeros(DType.U32, 13, 17);
        labels.setLong(5, 1);
        long[] asked = {0};
        Watershed.flood(levels, false, null, Connectivity.FACES, labels, (type, region) -> {
            asked[0] += region.voxels() * type.bytes();
            return Blocks.zeros(type, region);
        });
        assertEquals(Watershed.spaceBytes(levels.region()), asked[0]);
    }
}
