package org.roimill.kernels.distance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;

class RingTest {
    private static final double[] RADII = {0.5, 1, 1.5, Math.sqrt(2), 2, 2.5, Math.sqrt(5), 3, 7.2};

    /** The oracle: look at every voxel; the last coordinate decides ties, then the last but one. */
    private static long[] bound(Block labels, double radius) {
        long[] out = new long[(int) labels.voxels()];
        long[][] points = points(labels.region());
        for (int i = 0; i < out.length; i++) {
            out[i] = labels.getLong(i);
            if (radius > 0 && out[i] == 0) {
                double best = Double.POSITIVE_INFINITY;
                int at = -1;
                for (int j = 0; j < out.length; j++) {
                    double d = Math.sqrt(square(points[i], points[j]));
                    if (labels.getLong(j) != 0
                            && d <= radius
                            && (d < best || (d == best && precedes(points[j], points[at])))) {
                        best = d;
                        at = j;
                    }
                }
                out[i] = at < 0 ? 0 : labels.getLong(at);
            } else if (radius < 0 && out[i] != 0) {
                for (int j = 0; j < points.length; j++) {
                    if (Math.sqrt(square(points[i], points[j])) < -radius && onOutline(labels, points, j)) {
                        out[i] = 0;
                    }
                }
            }
        }
        return out;
    }

    private static boolean precedes(long[] p, long[] q) {
        for (int d = p.length - 1; d >= 0; d--) {
            if (p[d] != q[d]) {
                return p[d] < q[d];
            }
        }
        return false;
    }

    private static boolean onOutline(Block labels, long[][] points, int i) {
        for (int j = 0; j < points.length; j++) {
            if (square(points[i], points[j]) == 1 && labels.getLong(i) != labels.getLong(j)) {
                return true;
            }
        }
        return false;
    }

    private static double square(long[] p, long[] q) {
        double sum = 0;
        for (int d = 0; d < p.length; d++) {
            sum += (p[d] - q[d]) * (p[d] - q[d]);
        }
        return sum;
    }

    private static long[][] points(Region region) {
        long[] one = new long[region.dims()];
        Arrays.fill(one, 1);
        long[][] points = new long[(int) region.voxels()][];
        int i = 0;
        for (Region voxel : region.cells(one)) {
            points[i++] = voxel.min();
        }
        return points;
    }

    private static Block some(Random random) {
        int dims = 1 + random.nextInt(3);
        long[] shape = new long[dims];
        for (int d = 0; d < dims; d++) {
            shape[d] = 1L + random.nextInt(dims == 3 ? 9 : 25);
        }
        return random.nextBoolean()
                ? Blocks.discs(random, random.nextInt(6), 4, shape)
                : Blocks.random(DType.U32, random, 0.7 + 0.3 * random.nextDouble(), 4, shape);
    }

    @Test
    void boundsOfEitherSignAreThoseFoundByLookingEverywhere() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            Block labels = some(random);
            double radius = RADII[random.nextInt(RADII.length)] * (random.nextInt(3) - 1);
            Block out = Blocks.zeros(DType.I32, labels.region());
            Ring.bound(labels, radius, out);
            assertArrayEquals(bound(labels, radius), Blocks.ints(out), labels + " by " + radius);
        }
    }

    @Test
    void aRingIsTheBiggerBoundWithoutTheSmaller() {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            Block labels = some(random);
            double one = RADII[random.nextInt(RADII.length)] * (random.nextInt(3) - 1);
            double other = RADII[random.nextInt(RADII.length)] * (random.nextInt(3) - 1);
            double bigger = Math.max(one, other);
            double smaller = Math.min(one, other);
            if (bigger > smaller) {
                Block out = Blocks.zeros(DType.U32, labels.region());
                Ring.ring(labels, bigger, smaller, out.fillLong(7));
                long[] expected = bound(labels, bigger);
                long[] hole = bound(labels, smaller);
                for (int i = 0; i < hole.length; i++) {
                    expected[i] = hole[i] != 0 ? 0 : expected[i];
                }
                assertArrayEquals(expected, Blocks.ints(out), labels + " by " + bigger + " and " + smaller);
            }
        }
    }

    @Test
    void blocksWithTheirHaloGiveTheWhole() {
        Random random = new Random(3);
        double[][] pairs = {{8, 2}, {3, 0}, {2.5, -1}, {0, -3}, {-1, -4}, {30, 3}};
        for (int round = 0; round < 60; round++) {
            boolean volume = random.nextInt(3) == 0;
            long[] shape = volume ? new long[] {11, 13, 17} : new long[] {61, 83};
            long[] cell = volume ? new long[] {4, 5, 6} : new long[] {1L + random.nextInt(40), 1L + random.nextInt(40)};
            Block labels = Blocks.discs(random, 20, 6, shape);
            double[] pair = pairs[random.nextInt(pairs.length)];
            Block whole = Blocks.zeros(DType.U32, labels.region());
            Ring.ring(labels, pair[0], pair[1], whole);
            long[] halo = new long[shape.length];
            Arrays.fill(halo, Ring.halo(pair[0], pair[1]));
            Block blocked = Blocks.byBlocks(DType.U32, labels.region(), cell, part -> {
                Block out = Blocks.zeros(DType.U32, part);
                Ring.ring(Blocks.cut(labels, part.grow(halo).intersect(labels.region())), pair[0], pair[1], out);
                return out;
            });
            assertTrue(Blocks.same(whole, blocked), labels + " by " + Arrays.toString(pair));
        }
    }

    @Test
    void idsAboveTwoToTheThirtyOneKeepTheirBits() {
        Block labels = Blocks.of(DType.U32, new long[] {1, 5}, 0, 0, 4_000_000_000d, 0, 0);
        Block out = Blocks.zeros(DType.U32, labels.region());
        Ring.bound(labels, 1, out);
        assertArrayEquals(new long[] {0, 4_000_000_000L, 4_000_000_000L, 4_000_000_000L, 0}, Blocks.ints(out));
    }

    @Test
    void theHaloIsWhatARadiusReaches() {
        assertEquals(8, Ring.halo(8.9, 2));
        assertEquals(3, Ring.halo(2, -2.1));
        assertEquals(0, Ring.halo(0));
    }

    @Test
    void aRadiusTooLargeIsRefused() {
        Block labels = Blocks.zeros(DType.U32, 3, 3);
        assertThrows(RoimillException.class, () -> Ring.bound(labels, 701, Blocks.copy(labels)));
    }
}
