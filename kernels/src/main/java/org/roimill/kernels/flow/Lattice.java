package org.roimill.kernels.flow;

import java.util.Arrays;

/** Numbers the voxels of a domain in raster order such that the numbers of neighbours, up to five voxels off, never wrap. */
final class Lattice {
    private static final int RIM = 5;

    final int dims;
    private final long[] shape;
    private final long[] strides;

    Lattice(long[] shape) {
        this.shape = shape;
        dims = shape.length;
        strides = new long[dims];
        long stride = 1;
        for (int d = dims - 1; d >= 0; d--) {
            strides[d] = stride;
            stride = Math.multiplyExact(stride, shape[d] + 2 * RIM);
        }
    }

    /** The number of the voxel with that raster index in the domain. */
    long place(long index) {
        long rest = index;
        long place = 0;
        for (int d = dims - 1; d >= 0; d--) {
            place += (rest % shape[d] + RIM) * strides[d];
            rest /= shape[d];
        }
        return place;
    }

    /** What is added to a number for each other voxel of the box of that radius, near ones first. */
    long[] box(int radius) {
        int side = 2 * radius + 1;
        int cells = (int) Math.pow(side, dims);
        long[][] found = new long[cells][];
        for (int c = 0; c < cells; c++) {
            long offset = 0;
            long distance = 0;
            int rest = c;
            for (int d = dims - 1; d >= 0; d--) {
                int by = rest % side - radius;
                offset += by * strides[d];
                distance += (long) by * by;
                rest /= side;
            }
            found[c] = new long[] {distance, offset};
        }
        return Arrays.stream(found)
                .sorted((a, b) -> Long.compare(a[0], b[0]))
                .skip(1)
                .mapToLong(f -> f[1])
                .toArray();
    }
}
