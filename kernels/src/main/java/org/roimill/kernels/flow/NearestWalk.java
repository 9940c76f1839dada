package org.roimill.kernels.flow;

/** Takes the step of the voxel that holds the point. */
final class NearestWalk extends PixelWalk {
    NearestWalk(long[] shape) {
        super(shape);
    }

    @Override
    int advance(Field field, float[][] from, float[][] to, int n, int[] lost) {
        int dims = shape.length;
        int strayed = 0;
        for (int k = 0; k < n; k++) {
            int voxel = 0;
            boolean held = true;
            for (int d = 0; d < dims; d++) {
                int at = (int) from[d][k] - field.origin[d];
                held &= at >= 0 && at < field.size[d];
                voxel = voxel * field.size[d] + at;
            }
            if (!held) {
                lost[strayed++] = k;
                continue;
            }
            for (int d = 0; d < dims; d++) {
                to[d][k] = clamp(d, from[d][k] + field.values[voxel * dims + d]);
            }
        }
        return strayed;
    }
}
