package org.roimill.stores.raster;

import java.util.Arrays;
import org.roimill.core.element.Kind;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/**
 * One level of a pyramid from the finer one. A coarse voxel stands for a cell of {@code factors} fine ones, the first
 * cell beginning at the first voxel; a cell that the edge cuts is made of what there is. Images take the mean, in
 * integer types without its fraction; labels the first voxel of the cell, so that no new ids arise.
 */
record Downscale(Kind kind, int[] factors) {
    private static final int ROW = 1024;

    long[] shape(long[] fine) {
        long[] coarse = new long[fine.length];
        for (int d = 0; d < coarse.length; d++) {
            coarse[d] = Math.ceilDiv(fine[d], factors[d]);
        }
        return coarse;
    }

    /** The coarse voxels whose cells begin in that region, which begins on a cell. */
    Region coarse(Region fine) {
        long[] min = fine.min();
        for (int d = 0; d < min.length; d++) {
            min[d] /= factors[d];
        }
        return Region.between(min, shape(fine.max()));
    }

    /** The fine voxels below a coarse region, within a fine grid of that shape. */
    Region fine(Region coarse, long[] fineShape) {
        long[] min = coarse.min();
        long[] max = coarse.max();
        for (int d = 0; d < min.length; d++) {
            min[d] *= factors[d];
            max[d] = Math.min(fineShape[d], max[d] * factors[d]);
        }
        return Region.between(min, max);
    }

    /** Fills {@code coarse} from {@code fine}, which holds all that lies below it. */
    void apply(Block fine, Block coarse) {
        Region region = coarse.region();
        int last = region.dims() - 1;
        long[] row = region.min();
        long rows = region.isEmpty() ? 0 : region.voxels() / region.size(last);
        Cells cells = new Cells(fine, coarse);
        for (long r = 0; r < rows; r++) {
            for (long x = region.min(last); x < region.max(last); x += ROW) {
                row[last] = x;
                int count = (int) Math.min(ROW, region.max(last) - x);
                if (kind == Kind.LABELS) {
                    cells.first(row, count);
                } else {
                    cells.mean(row, count);
                }
            }
            for (int d = last - 1; d >= 0; d--) {
                if (++row[d] < region.max(d)) {
                    break;
                }
                row[d] = region.min(d);
            }
        }
    }

    /** The work on pieces of rows; holds the buffers. */
    private final class Cells {
        private final Block fine;
        private final Block coarse;
        private final int last;
        private final double[] sums = new double[ROW];
        private final long[] whole = new long[ROW];
        private final int[] counts = new int[ROW];
        private final long[] rest = new long[ROW];

        Cells(Block fine, Block coarse) {
            this.fine = fine;
            this.coarse = coarse;
            this.last = coarse.region().dims() - 1;
        }

        void first(long[] at, int count) {
            long[] from = new long[at.length];
            for (int d = 0; d < from.length; d++) {
                from[d] = at[d] * factors[d];
            }
            long i = fine.index(from);
            long o = coarse.index(at);
            for (int k = 0; k < count; k++) {
                coarse.setLong(o + k, fine.getLong(i + (long) k * factors[last]));
            }
        }

        void mean(long[] at, int count) {
            Arrays.fill(sums, 0, count, 0);
            Arrays.fill(whole, 0, count, 0);
            Arrays.fill(rest, 0, count, 0);
            Arrays.fill(counts, 0, count, 0);
            int n = 1;
            for (int factor : factors) {
                n *= factor;
            }
            long[] from = new long[at.length];
            for (int cell = 0; cell < n / factors[last]; cell++) {
                int c = cell;
                boolean inside = true;
                for (int d = last - 1; d >= 0; d--) {
                    from[d] = at[d] * factors[d] + c % factors[d];
                    c /= factors[d];
                    inside &= from[d] < fine.region().max(d);
                }
                if (inside) {
                    from[last] = at[last] * factors[last];
                    add(from, count);
                }
            }
            long o = coarse.index(at);
            DType type = coarse.dtype();
            for (int k = 0; k < count; k++) {
                if (type.isFloating()) {
                    coarse.set(o + k, sums[k] / counts[k]);
                } else {
                    coarse.setLong(o + k, type.bytes() < Long.BYTES ? whole[k] / counts[k] : mean64(k, counts[k]));
                }
            }
        }

        /** Adds one row of fine voxels to the cells that it runs through. */
        private void add(long[] from, int count) {
            long i = fine.index(from);
            long left = fine.region().max(last) - from[last];
            int f = factors[last];
            boolean floating = fine.dtype().isFloating();
            boolean wide = !floating && fine.dtype().bytes() == Long.BYTES;
            for (int k = 0; k < count; k++) {
                int n = (int) Math.min(f, left - (long) k * f);
                for (int j = 0; j < n; j++) {
                    long voxel = i + (long) k * f + j;
                    if (floating) {
                        sums[k] += fine.get(voxel);
                    } else if (wide) {
                        add64(k, fine.getLong(voxel));
                    } else {
                        whole[k] += fine.getLong(voxel);
                    }
                }
                counts[k] += n;
            }
        }

        /** Sums of 64-bit integers are kept in two halves, so that nothing overflows. */
        private void add64(int k, long value) {
            boolean unsigned = fine.dtype() == DType.U64;
            whole[k] += unsigned ? value >>> 32 : value >> 32;
            rest[k] += value & 0xFFFFFFFFL;
        }

        /** (high * 2^32 + low) / n, rounded towards zero. */
        private long mean64(int k, int n) {
            long high = whole[k] + (rest[k] >>> 32);
            long low = rest[k] & 0xFFFFFFFFL;
            long quotient = Math.floorDiv(high, n);
            long remainder = ((long) Math.floorMod(high, n) << 32) + low;
            long mean = (quotient << 32) + remainder / n;
            boolean negative = high < 0;
            return negative && remainder % n != 0 ? mean + 1 : mean;
        }
    }
}
