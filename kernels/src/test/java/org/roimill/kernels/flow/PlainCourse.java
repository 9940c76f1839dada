package org.roimill.kernels.flow;

import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * Follows each voxel by itself, step by step and to the last one, reading the maps where they are: no tiles, no copies,
 * nothing merged, nothing foreseen. What {@link Follow} has to equal in every voxel.
 */
final class PlainCourse {
    private final Follow settings;
    private final Block maps;
    private final long[] shape;
    private final int dims;

    private PlainCourse(Follow settings, Block maps) {
        this.settings = settings;
        this.maps = maps;
        shape = Maps.domain(maps).shape();
        dims = shape.length;
    }

    static long[] ends(Follow settings, Block maps) {
        PlainCourse course = new PlainCourse(settings, maps);
        Region domain = Maps.domain(maps);
        long[] ends = new long[(int) domain.voxels()];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = course.isForeground(i) ? course.end(i) : Follow.BACKGROUND;
        }
        return ends;
    }

    private boolean isForeground(long voxel) {
        return (float) maps.get(dims * Region.ofShape(shape).voxels() + voxel) > (float) settings.threshold();
    }

    private long end(long voxel) {
        float[] state = new float[dims];
        long rest = voxel;
        for (int d = dims - 1; d >= 0; d--) {
            state[d] = start(d, rest % shape[d]);
            rest /= shape[d];
        }
        for (int step = 0; step < settings.steps(); step++) {
            state = switch (settings.sampling()) {
                case TORCH -> dims == 2 ? torch2(state) : torch3(state);
                case LINEAR -> linear(state);
                case NEAREST -> nearest(state);
            };
        }
        long end = 0;
        for (int d = 0; d < dims; d++) {
            end = end * shape[d] + (isTorch() ? (long) ((state[d] + 1f) * 0.5f * (shape[d] - 1)) : (long) state[d]);
        }
        return end;
    }

    private boolean isTorch() {
        return settings.sampling() == Sampling.TORCH;
    }

    private float start(int d, long at) {
        if (!isTorch()) {
            return at;
        }
        return shape[d] == 1 ? 0f : (float) at / (shape[d] - 1) * 2f - 1f;
    }

    /** The step along an axis at a voxel; beyond the domain it is zero, or that of the nearest voxel. */
    private float step(int axis, long... voxel) {
        long index = 0;
        for (int d = 0; d < dims; d++) {
            long at = Math.clamp(voxel[d], 0, shape[d] - 1);
            if (at != voxel[d] && isTorch()) {
                return 0f;
            }
            index = index * shape[d] + at;
        }
        if (!isForeground(index)) {
            return 0f;
        }
        float unit = isTorch() ? (shape[axis] == 1 ? 0f : (float) (2.0 / (shape[axis] - 1))) : 1f;
        float flow = (float) maps.get(axis * Region.ofShape(shape).voxels() + index);
        float step = flow / (float) settings.flowScale() * unit;
        return Float.isFinite(step) ? step : 0f;
    }

    private float[] torch2(float[] at) {
        float y = Math.fma(at[0] + 1f, shape[0] / 2f, -0.5f);
        float x = Math.fma(at[1] + 1f, shape[1] / 2f, -0.5f);
        long j = (long) Math.floor(y);
        long i = (long) Math.floor(x);
        float south = y - j;
        float north = 1f - south;
        float east = x - i;
        float west = 1f - east;
        float[] to = new float[2];
        for (int d = 0; d < 2; d++) {
            float sum = step(d, j, i) * (north * west);
            sum = Math.fma(step(d, j, i + 1), north * east, sum);
            sum = Math.fma(step(d, j + 1, i), south * west, sum);
            sum = Math.fma(step(d, j + 1, i + 1), south * east, sum);
            to[d] = Math.clamp(at[d] + sum, -1f, 1f);
        }
        return to;
    }

    private float[] torch3(float[] at) {
        float[] place = new float[3];
        long[] low = new long[3];
        float[][] weight = new float[3][2];
        for (int d = 0; d < 3; d++) {
            place[d] = ((at[d] + 1f) * shape[d] - 1f) / 2f;
            low[d] = (long) Math.floor(place[d]);
            weight[d][0] = low[d] + 1 - place[d];
            weight[d][1] = place[d] - low[d];
        }
        float[] to = new float[3];
        for (int d = 0; d < 3; d++) {
            float sum = 0;
            for (int corner = 0; corner < 8; corner++) {
                int z = corner >> 2;
                int y = corner >> 1 & 1;
                int x = corner & 1;
                float w = weight[2][x] * weight[1][y] * weight[0][z];
                float product = step(d, low[0] + z, low[1] + y, low[2] + x) * w;
                sum = corner == 0 ? product : sum + product;
            }
            to[d] = Math.clamp(at[d] + sum, -1f, 1f);
        }
        return to;
    }

    private float[] linear(float[] at) {
        float[] to = new float[dims];
        for (int axis = 0; axis < dims; axis++) {
            double sum = 0;
            for (int corner = 0; corner < 1 << dims; corner++) {
                double weight = 1;
                long[] voxel = new long[dims];
                for (int d = 0; d < dims; d++) {
                    int up = corner >> (dims - 1 - d) & 1;
                    double w = at[d] - (long) at[d];
                    weight *= up == 1 ? w : 1 - w;
                    voxel[d] = (long) at[d] + up;
                }
                sum += step(axis, voxel) * weight;
            }
            to[axis] = Math.clamp(at[axis] + (float) sum, 0f, (float) (shape[axis] - 1));
        }
        return to;
    }

    private float[] nearest(float[] at) {
        long[] voxel = new long[dims];
        for (int d = 0; d < dims; d++) {
            voxel[d] = (long) at[d];
        }
        float[] to = new float[dims];
        for (int d = 0; d < dims; d++) {
            to[d] = Math.clamp(at[d] + step(d, voxel), 0f, (float) (shape[d] - 1));
        }
        return to;
    }
}
