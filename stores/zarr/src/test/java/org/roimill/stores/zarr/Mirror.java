package org.roimill.stores.zarr;

import java.lang.foreign.Arena;
import java.util.Random;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/** Random voxels and regions, and what an array should hold after them: the simple way, in memory. */
final class Mirror {
    final Block expected;
    private final Arena arena;
    private final Random random;

    Mirror(DType dtype, Region domain, Number fill, Arena arena, Random random) {
        this.arena = arena;
        this.random = random;
        this.expected = Block.zeros(dtype, domain, arena);
        if (dtype.isFloating()) {
            expected.fill(fill.doubleValue());
        } else {
            expected.fillLong(fill.longValue());
        }
    }

    Region anyRegion() {
        Region domain = expected.region();
        long[] min = new long[domain.dims()];
        long[] max = new long[domain.dims()];
        for (int d = 0; d < min.length; d++) {
            min[d] = random.nextLong(domain.size(d));
            max[d] = random.nextLong(min[d], domain.size(d)) + 1;
        }
        return random.nextInt(4) == 0 ? domain : Region.between(min, max);
    }

    /** A block around the region, sometimes larger, of values with some structure; noted as written. */
    Block patch(Region region) {
        Region around = random.nextBoolean()
                ? region
                : region.grow(new long[region.dims()], ones(region.dims())).intersect(expected.region());
        Block block = Block.zeros(expected.dtype(), around, arena);
        boolean flat = random.nextInt(3) == 0;
        for (long i = 0; i < block.voxels(); i++) {
            if (block.dtype() == DType.BOOL) {
                block.setLong(i, random.nextInt(2));
            } else if (block.dtype().isFloating()) {
                block.set(i, flat ? 1.5 : random.nextGaussian());
            } else {
                block.setLong(i, flat ? 3 : random.nextLong() >> random.nextInt(64));
            }
        }
        block.copyTo(expected, region);
        return block;
    }

    private static long[] ones(int n) {
        long[] ones = new long[n];
        java.util.Arrays.fill(ones, 2);
        return ones;
    }

    /** Null if the block holds what it should, else the first difference. */
    String difference(Block found, Region region) {
        Block wanted = Block.zeros(expected.dtype(), region, arena);
        expected.copyTo(wanted, region);
        Block got = Block.zeros(expected.dtype(), region, arena);
        found.copyTo(got, region);
        long at = wanted.data().mismatch(got.data());
        return at < 0 ? null : "byte " + at + " of " + region;
    }
}
