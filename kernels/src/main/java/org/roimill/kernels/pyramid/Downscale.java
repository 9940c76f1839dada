package org.roimill.kernels.pyramid;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;
import org.roimill.kernels.row.Rows;

/**
 * Shrinks by whole factors, one for each axis. Voxel {@code i} of the result covers voxels {@code i * f} to
 * {@code i * f + f - 1}; where the image ends before, it covers what is there. So images and labels of all levels stay
 * aligned at their first voxel, whatever their size, and no voxel is lost.
 */
public final class Downscale {
    private Downscale() {}

    /** The box that a coarser level covers. */
    public static Region coarser(Region region, int... factor) {
        long[] min = new long[factor.length];
        long[] max = new long[factor.length];
        for (int d = 0; d < factor.length; d++) {
            min[d] = Math.floorDiv(region.min(d), factor[d]);
            max[d] = Math.ceilDiv(region.max(d), (long) factor[d]);
        }
        return Region.between(min, max);
    }

    /** What a part of a coarser level is made from; {@code domain} is the whole finer level. */
    public static Region finer(Region coarse, Region domain, int... factor) {
        long[] min = new long[factor.length];
        long[] max = new long[factor.length];
        for (int d = 0; d < factor.length; d++) {
            min[d] = coarse.min(d) * factor[d];
            max[d] = coarse.max(d) * factor[d];
        }
        return Region.between(min, max).intersect(domain);
    }

    /**
     * The mean of each block of voxels; for integers without its fraction, as a conversion in NumPy would leave it.
     * {@code in} covers what {@link #finer} says, and ends where the image ends. Exact for integers; for floating types
     * the sum is made in f64.
     */
    public static void mean(Block in, Block out, int... factor) {
        check(in, out, factor);
        if (in.dtype().bytes() == Long.BYTES && in.dtype().isInteger()) {
            WideMean.fill(in, out, factor);
            return;
        }
        new Mean(in, out, factor).fill();
    }

    /** The first voxel of each block of voxels, unchanged. */
    public static void first(Block in, Block out, int... factor) {
        int dims = check(in, out, factor);
        int bytes = in.dtype().bytes();
        int width = Math.toIntExact(out.region().size(dims - 1));
        long[] source = new long[dims];
        long[] to = {0};
        Rows.each(out.region(), row -> {
            for (int d = 0; d < dims; d++) {
                source[d] = row[d] * factor[d];
            }
            copy(in.data(), in.index(source), factor[dims - 1], out.data(), to[0], width, bytes);
            to[0] += width;
        });
    }

    private static void copy(MemorySegment from, long i, int step, MemorySegment to, long j, int n, int bytes) {
        switch (bytes) {
            case 1 -> {
                for (int k = 0; k < n; k++) {
                    to.setAtIndex(
                            ValueLayout.JAVA_BYTE, j + k, from.getAtIndex(ValueLayout.JAVA_BYTE, i + (long) k * step));
                }
            }
            case 2 -> {
                for (int k = 0; k < n; k++) {
                    to.setAtIndex(
                            ValueLayout.JAVA_SHORT,
                            j + k,
                            from.getAtIndex(ValueLayout.JAVA_SHORT, i + (long) k * step));
                }
            }
            case 4 -> {
                for (int k = 0; k < n; k++) {
                    to.setAtIndex(
                            ValueLayout.JAVA_INT, j + k, from.getAtIndex(ValueLayout.JAVA_INT, i + (long) k * step));
                }
            }
            default -> {
                for (int k = 0; k < n; k++) {
                    to.setAtIndex(
                            ValueLayout.JAVA_LONG, j + k, from.getAtIndex(ValueLayout.JAVA_LONG, i + (long) k * step));
                }
            }
        }
    }

    private static int check(Block in, Block out, int[] factor) {
        int dims = out.region().dims();
        if (factor.length != dims || in.dtype() != out.dtype()) {
            throw new IllegalArgumentException(in + " to " + out + " by " + Arrays.toString(factor));
        }
        for (int d = 0; d < dims; d++) {
            if (factor[d] < 1 || in.region().min(d) > out.region().min(d) * factor[d]) {
                throw new IllegalArgumentException(in + " does not cover " + out + " by " + Arrays.toString(factor));
            }
        }
        return dims;
    }
}
