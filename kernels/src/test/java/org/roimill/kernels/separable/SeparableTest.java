package org.roimill.kernels.separable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;

class SeparableTest {
    @Test
    void aCorrelationAlongAnyAxisIsAWeightedSum() {
        Random random = new Random(1);
        for (int round = 0; round < 100; round++) {
            int dims = 1 + random.nextInt(3);
            int axis = random.nextInt(dims);
            double[] weights = random.doubles(1 + 2L * random.nextInt(4), -1, 1).toArray();
            long[] halo = new long[dims];
            halo[axis] = weights.length / 2;
            long[] shape = new long[dims];
            Arrays.setAll(shape, d -> 1L + random.nextInt(12));
            shape[dims - 1] = random.nextInt(5) == 0 ? 1300 : shape[dims - 1];
            Region region = Region.ofShape(shape);
            DType type = DType.values()[1 + round % 11];
            Block in = Blocks.random(type, random, 0.1, 100, region.grow(halo).shape())
                    .at(region.grow(halo));
            Block out = Blocks.zeros(DType.F64, region);
            Separable.correlate(in, axis, weights, out);
            double[] expected = new double[(int) out.voxels()];
            long[] one = new long[dims];
            Arrays.fill(one, 1);
            int i = 0;
            for (Region voxel : region.cells(one)) {
                for (int k = 0; k < weights.length; k++) {
                    long[] at = voxel.min();
                    at[axis] += k - weights.length / 2;
                    expected[i] += weights[k] * in.get(in.index(at));
                }
                i++;
            }
            assertArrayEquals(expected, Blocks.doubles(out), 1e-11, in + " along " + axis);
        }
    }

    @Test
    void blocksWithTheirHaloGiveTheWhole() {
        Random random = new Random(2);
        for (long[] shape : new long[][] {{29, 41}, {9, 11, 13}}) {
            double[] sigma = shape.length == 2 ? new double[] {1.7, 2} : new double[] {0, 1, 0.6};
            long[] halo = Gaussian.halo(sigma, Gaussian.TRUNCATE);
            Block image = Blocks.random(DType.F32, random, 0.1, 1000, shape);
            Block padded = Blocks.padded(image, halo, Border.REFLECT);
            Block whole = Blocks.zeros(DType.F32, image.region());
            Gaussian.filter(padded, sigma, Gaussian.TRUNCATE, whole);
            long[] cell = new long[shape.length];
            Arrays.fill(cell, 7);
            Block blocked = Blocks.byBlocks(DType.F32, image.region(), cell, part -> {
                Block out = Blocks.zeros(DType.F32, part);
                Gaussian.filter(Blocks.cut(padded, part.grow(halo)), sigma, Gaussian.TRUNCATE, out);
                return out;
            });
            assertTrue(Blocks.same(whole, blocked));
        }
    }

    @Test
    void notANumberSpreadsNoFurtherThanTheWeights() {
        Block in = Blocks.zeros(DType.F32, Region.between(new long[] {-2}, new long[] {12}));
        in.set(7, Double.NaN);
        Block out = Blocks.zeros(DType.F32, 10);
        Uniform.filter(in, new int[] {5}, out);
        for (int x = 0; x < 10; x++) {
            assertEquals(Math.abs(x - 5) <= 2, Double.isNaN(out.get(x)));
        }
    }

    @Test
    void aBlockWithoutItsHaloIsRefused() {
        Block block = Blocks.zeros(DType.F32, 10);
        assertThrows(
                IllegalArgumentException.class,
                () -> Gaussian.filter(block, new double[] {1}, Gaussian.TRUNCATE, Blocks.copy(block)));
    }
}
