package org.roimill.kernels.rank;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;

class RankTest {
    private static Block some(DType type, Random random, Region region) {
        Block block = Blocks.zeros(type, region);
        int limit = random.nextBoolean() ? 5 : 1 << 30;
        for (long i = 0; i < block.voxels(); i++) {
            double v = type.isUnsigned() ? random.nextInt(limit) : random.nextInt(limit) - limit / 2;
            boolean missing = type.isFloating() && random.nextInt(9) == 0;
            block.set(i, missing ? Double.NaN : type.isFloating() ? v / 3 : v);
        }
        return block;
    }

    private static Footprint some(Random random, int dims) {
        int kind = random.nextInt(3);
        if (kind == 0 && dims > 1) {
            int radius = random.nextInt(dims == 2 ? 8 : 4);
            return dims == 2 ? Footprint.disk(radius) : Footprint.ball(radius);
        }
        int[] radius = new int[dims];
        Arrays.setAll(radius, d -> random.nextInt(dims == 3 ? 3 : 6));
        return Footprint.box(radius);
    }

    /** All values under the footprint that the block has, sorted, NaN last. */
    private static double[] under(Block in, Footprint footprint, long[] at) {
        double[] values = new double[footprint.size()];
        int n = 0;
        for (Footprint.Run run : footprint.runs()) {
            for (int k = run.from(); k <= run.to(); k++) {
                long[] p = at.clone();
                for (int d = 0; d < p.length - 1; d++) {
                    p[d] += run.leading()[d];
                }
                p[p.length - 1] += k;
                if (in.region().contains(p)) {
                    values[n++] = in.get(in.index(p));
                }
            }
        }
        double[] sorted = Arrays.copyOf(values, n);
        Arrays.sort(sorted);
        return sorted;
    }

    private static Region someRegion(Random random, int dims) {
        long[] min = new long[dims];
        long[] shape = new long[dims];
        for (int d = 0; d < dims; d++) {
            min[d] = random.nextInt(9) - 4L;
            shape[d] = 1L + random.nextInt(dims == 3 ? 6 : 17);
        }
        return Region.at(min, shape);
    }

    @Test
    void ranksAreThoseOfASortInEveryType() {
        Random random = new Random(1);
        for (int round = 0; round < 150; round++) {
            int dims = 1 + random.nextInt(3);
            Footprint footprint = some(random, dims);
            Region region = someRegion(random, dims);
            DType type = DType.values()[round % 12];
            Block in = some(type, random, region.grow(footprint.halo()));
            Block out = Blocks.zeros(type, region);
            int rank = random.nextInt(footprint.size());
            Rank.rank(in, footprint, rank, out);
            double[] expected = new double[(int) out.voxels()];
            int i = 0;
            for (Region voxel : region.cells(ones(dims))) {
                expected[i++] = under(in, footprint, voxel.min())[rank];
            }
            assertArrayEquals(expected, Blocks.doubles(out), in + " rank " + rank + " of " + footprint.size());
        }
    }

    private static long[] ones(int dims) {
        long[] ones = new long[dims];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void extremesLeaveOutWhatLiesBeyondTheImage() {
        Random random = new Random(2);
        for (int round = 0; round < 150; round++) {
            int dims = 1 + random.nextInt(3);
            Footprint footprint = some(random, dims);
            Region region = someRegion(random, dims);
            DType type = DType.values()[round % 12];
            Block in = some(type, random, region);
            Block least = Blocks.zeros(type, region);
            Block most = Blocks.zeros(type, region);
            Morphology.erode(in, footprint, least);
            Morphology.dilate(in, footprint, most);
            for (Region voxel : region.cells(ones(dims))) {
                double[] sorted = under(in, footprint, voxel.min());
                long i = least.index(voxel.min());
                assertEquals(sorted[0], least.get(i), in + "");
                assertEquals(sorted[sorted.length - 1], most.get(i), in + "");
            }
        }
    }

    @Test
    void openingByBlocksGivesTheWhole() {
        Random random = new Random(3);
        for (DType type : new DType[] {DType.U8, DType.F32, DType.F64}) {
            Block in = some(type, random, Region.ofShape(41, 37));
            Footprint disk = Footprint.disk(3);
            Block whole = Blocks.zeros(type, in.region());
            Morphology.open(in, disk, whole);
            Block blocked = Blocks.byBlocks(type, in.region(), new long[] {1L + random.nextInt(20), 9}, part -> {
                Block out = Blocks.zeros(type, part);
                Morphology.open(Blocks.cut(in, part.grow(6, 6).intersect(in.region())), disk, out);
                return out;
            });
            assertTrue(Blocks.same(whole, blocked), type + "");
        }
    }

    @Test
    void largeFootprintsGiveTheSameByHistogram() {
        Random random = new Random(4);
        Footprint disk = Footprint.disk(9);
        for (DType type : new DType[] {DType.U8, DType.I16, DType.U16, DType.F32, DType.I64}) {
            Region region = Region.ofShape(70, 81);
            Block in = some(type, random, region.grow(disk.halo()));
            Block out = Blocks.zeros(type, region);
            Rank.median(in, disk, out);
            for (int k = 0; k < 100; k++) {
                long[] at = {random.nextInt(70), random.nextInt(81)};
                assertEquals(under(in, disk, at)[disk.size() / 2], out.get(out.index(at)), type + "");
            }
        }
    }
}
