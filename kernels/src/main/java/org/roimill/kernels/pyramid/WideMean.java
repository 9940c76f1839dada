package org.roimill.kernels.pyramid;

import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.row.Rows;

/** Block means of 64-bit integers, whose sums fit nowhere: quotients and remainders are added apart. */
final class WideMean {
    private WideMean() {}

    static void fill(Block in, Block out, int[] factor) {
        int last = factor.length - 1;
        long[] at = {0};
        Rows.each(out.region(), row -> {
            long[] end = row.clone();
            for (int d = 0; d < last; d++) {
                end[d]++;
            }
            for (long x = out.region().min(last); x < out.region().max(last); x++) {
                Region cell = Region.between(row, end).with(last, x, x + 1);
                out.setLong(at[0]++, mean(in, Downscale.finer(cell, in.region(), factor)));
            }
        });
    }

    private static long mean(Block in, Region cell) {
        long n = cell.voxels();
        boolean unsigned = in.dtype() == DType.U64;
        long[] sums = new long[2];
        Rows.each(cell, row -> {
            long i = in.index(row);
            for (long k = 0; k < cell.size(cell.dims() - 1); k++) {
                long v = in.getLong(i + k);
                sums[0] += unsigned ? Long.divideUnsigned(v, n) : Math.floorDiv(v, n);
                sums[1] += unsigned ? Long.remainderUnsigned(v, n) : Math.floorMod(v, n);
            }
        });
        long mean = sums[0] + sums[1] / n;
        boolean towardsZero = !unsigned && mean < 0 && sums[1] % n != 0;
        return towardsZero ? mean + 1 : mean;
    }
}
