package org.roimill.runner.stage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/** Padding against the obvious way: every voxel by itself, through {@link Border#map}. */
class PaddingTest {
    private final Random random = new Random(5);

    @Test
    void everyBorderAroundAnyRegion() {
        for (Border border : new Border[] {Border.ZERO, Border.NEAREST, Border.REFLECT, Border.MIRROR}) {
            for (int i = 0; i < 300; i++) {
                padded(border, 1 + i % 3);
            }
        }
    }

    private void padded(Border border, int dims) {
        long[] shape = random.longs(dims, 1, 9).toArray();
        Region domain = Region.ofShape(shape);
        long[] lo = new long[dims];
        long[] hi = new long[dims];
        for (int d = 0; d < dims; d++) {
            lo[d] = random.nextLong(0, shape[d]);
            hi[d] = random.nextLong(lo[d] + 1, shape[d] + 1);
        }
        Region need = Region.between(lo, hi)
                .grow(
                        random.longs(dims, 0, 7).toArray(),
                        random.longs(dims, 0, 7).toArray());
        try (Arena arena = Arena.ofConfined()) {
            Block image = Block.zeros(DType.U16, domain, arena);
            for (long i = 0; i < image.voxels(); i++) {
                image.setLong(i, 1 + i);
            }
            Region source = Padding.source(need, domain, border);
            assertTrue(domain.contains(source), source + " of " + domain);
            Block read = Block.zeros(DType.U16, source, arena);
            image.copyTo(read);
            Block target = Block.zeros(DType.U16, need, arena).fill(9999);
            Padding.fill(read, target, domain, border);
            check(image, target, domain, border);
        }
    }

    private static void check(Block image, Block target, Region domain, Border border) {
        long[] at = target.region().min();
        for (long i = 0; i < target.voxels(); i++) {
            long[] from = new long[at.length];
            boolean zero = false;
            for (int d = 0; d < at.length; d++) {
                from[d] = border.map(at[d], domain.size(d));
                zero |= from[d] < 0;
            }
            long expected = zero ? 0 : image.getLong(image.index(from));
            assertEquals(expected, target.getLong(i), border + " at voxel " + i + " of " + target.region());
            for (int d = at.length - 1; d >= 0 && ++at[d] == target.region().max(d); d--) {
                at[d] = target.region().min(d);
            }
        }
    }
}
