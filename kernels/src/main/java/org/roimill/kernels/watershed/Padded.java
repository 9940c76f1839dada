package org.roimill.kernels.watershed;

import java.util.Arrays;
import org.roimill.core.space.Region;
import org.roimill.kernels.labelling.Connectivity;

/**
 * A box with one more voxel on every side, which is never flooded: a neighbour is then one addition away, and nobody
 * has to ask where the box ends.
 */
final class Padded {
    private final Region box;
    private final int[] strides;
    private final int voxels;

    Padded(Region box) {
        this.box = box;
        strides = new int[box.dims()];
        long stride = 1;
        for (int d = strides.length - 1; d >= 0; d--) {
            strides[d] = Math.toIntExact(stride);
            stride = Math.multiplyExact(stride, box.size(d) + 2);
        }
        voxels = Math.toIntExact(stride);
    }

    int voxels() {
        return voxels;
    }

    static long voxels(Region box) {
        long voxels = 1;
        for (int d = 0; d < box.dims(); d++) {
            voxels *= box.size(d) + 2;
        }
        return voxels;
    }

    /** The padded place of a voxel in the coordinates of the box. */
    int at(long[] point) {
        int at = 0;
        for (int d = 0; d < strides.length; d++) {
            at += (int) (point[d] - box.min(d) + 1) * strides[d];
        }
        return at;
    }

    /** The way to each neighbour. */
    int[] neighbours(Connectivity connectivity) {
        int[] found = new int[26];
        int n = 0;
        int all = (int) Math.pow(3, strides.length);
        for (int code = 0; code < all; code++) {
            int way = 0;
            int steps = 0;
            for (int d = strides.length - 1, rest = code; d >= 0; d--, rest /= 3) {
                int step = rest % 3 - 1;
                way += step * strides[d];
                steps += Math.abs(step);
            }
            if (steps > 0 && steps <= connectivity.ordinal() + 1) {
                found[n++] = way;
            }
        }
        return Arrays.copyOf(found, n);
    }
}
