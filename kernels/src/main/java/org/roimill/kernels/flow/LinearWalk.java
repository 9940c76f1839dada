package org.roimill.kernels.flow;

/** Linear between voxels, in doubles; the state is rounded to a float after every step. */
final class LinearWalk extends PixelWalk {
    LinearWalk(long[] shape) {
        super(shape);
    }

    @Override
    int advance(Field field, float[][] from, float[][] to, int n, int[] lost) {
        int dims = shape.length;
        int corners = 1 << dims;
        int[] offset = new int[corners];
        for (int c = 0; c < corners; c++) {
            for (int d = 0; d < dims; d++) {
                offset[c] = offset[c] * field.size[d] + (c >> (dims - 1 - d) & 1);
            }
            offset[c] *= dims;
        }
        double[] weight = new double[corners];
        int strayed = 0;
        for (int k = 0; k < n; k++) {
            int voxel = 0;
            boolean held = true;
            weight[0] = 1;
            for (int d = 0; d < dims; d++) {
                int lower = (int) from[d][k];
                double w = from[d][k] - lower;
                for (int c = (1 << d) - 1; c >= 0; c--) {
                    weight[2 * c + 1] = weight[c] * w;
                    weight[2 * c] = weight[c] * (1 - w);
                }
                int at = lower - field.origin[d];
                held &= at >= 0 && at <= field.size[d] - 2;
                voxel = voxel * field.size[d] + at;
            }
            if (!held) {
                lost[strayed++] = k;
                continue;
            }
            for (int d = 0; d < dims; d++) {
                double step = 0;
                for (int c = 0; c < corners; c++) {
                    step += field.values[voxel * dims + offset[c] + d] * weight[c];
                }
                to[d][k] = clamp(d, from[d][k] + (float) step);
            }
        }
        return strayed;
    }
}
