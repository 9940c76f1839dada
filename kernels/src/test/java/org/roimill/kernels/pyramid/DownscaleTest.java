package org.roimill.kernels.pyramid;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;

class DownscaleTest {
    private static double mean(Block in, Region cell) {
        BigDecimal sum = BigDecimal.ZERO;
        long[] one = new long[cell.dims()];
        Arrays.fill(one, 1);
        for (Region voxel : cell.cells(one)) {
            long i = in.index(voxel.min());
            sum = sum.add(
                    in.dtype() == DType.U64
                            ? new BigDecimal(new BigInteger(Long.toUnsignedString(in.getLong(i))))
                            : in.dtype().isInteger() ? BigDecimal.valueOf(in.getLong(i)) : new BigDecimal(in.get(i)));
        }
        BigDecimal n = BigDecimal.valueOf(cell.voxels());
        return in.dtype().isInteger()
                ? sum.divide(n, 0, RoundingMode.DOWN).doubleValue()
                : sum.divide(n, MathContext.DECIMAL64).doubleValue();
    }

    @Test
    void meansAndFirstVoxelsOfAnySizeAreThoseOfEachBlock() {
        Random random = new Random(1);
        for (int round = 0; round < 240; round++) {
            DType type = DType.values()[round % DType.values().length];
            int dims = 1 + random.nextInt(3);
            long[] shape = new long[dims];
            int[] factor = new int[dims];
            for (int d = 0; d < dims; d++) {
                shape[d] = 1L + random.nextInt(9);
                factor[d] = 1 + random.nextInt(3);
            }
            Block in = Blocks.zeros(type, shape);
            for (long i = 0; i < in.voxels(); i++) {
                if (type.isInteger() && type != DType.BOOL) {
                    in.setLong(i, random.nextLong());
                } else {
                    in.set(i, type == DType.BOOL ? random.nextInt(2) : random.nextGaussian() * 1000);
                }
            }
            Block mean = Blocks.zeros(type, Downscale.coarser(in.region(), factor));
            Block first = Blocks.zeros(type, mean.region());
            Downscale.mean(in, mean, factor);
            Downscale.first(in, first, factor);
            long[] one = new long[dims];
            Arrays.fill(one, 1);
            for (Region voxel : mean.region().cells(one)) {
                Region cell = Downscale.finer(voxel, in.region(), factor);
                long i = mean.index(voxel.min());
                double expected = mean(in, cell);
                double slack = type == DType.F32 ? 1e-4 : type == DType.F16 ? 1 : type == DType.F64 ? 1e-12 : 0;
                assertEquals(expected, mean.get(i), slack * Math.max(1, Math.abs(expected)), in + " at " + voxel);
                assertEquals(in.get(in.index(cell.min())), first.get(i));
            }
        }
    }

    @Test
    void bandsGiveTheWhole() {
        Random random = new Random(2);
        Block in = Blocks.random(DType.U16, random, 0, 65536, 37, 51);
        Block whole = Blocks.zeros(DType.U16, Downscale.coarser(in.region(), 2, 2));
        Downscale.mean(in, whole, 2, 2);
        for (long[] cell : new long[][] {{5, 100}, {1, 1}, {7, 9}}) {
            Block blocked = Blocks.byBlocks(DType.U16, whole.region(), cell, part -> {
                Block out = Blocks.zeros(DType.U16, part);
                Downscale.mean(Blocks.cut(in, Downscale.finer(part, in.region(), 2, 2)), out, 2, 2);
                return out;
            });
            assertTrue(Blocks.same(whole, blocked));
        }
    }

    @Test
    void theLastVoxelOfAnOddSizeAveragesWhatIsThere() {
        Block in = Blocks.of(DType.U8, new long[] {3, 3}, 1, 3, 9, 5, 7, 11, 2, 5, 200);
        Block out = Blocks.zeros(DType.U8, Downscale.coarser(in.region(), 2, 2));
        Downscale.mean(in, out, 2, 2);
        assertArrayEquals(new long[] {4, 10, 3, 200}, Blocks.ints(out));
    }
}
