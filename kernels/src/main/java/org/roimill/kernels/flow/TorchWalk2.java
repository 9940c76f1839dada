package org.roimill.kernels.flow;

/** PyTorch's vector kernel for planes: sums by fused multiply and add, in this order. */
final class TorchWalk2 extends TorchWalk {
    TorchWalk2(long[] shape) {
        super(shape);
    }

    private static float place(float state, float half) {
        return Math.fma(state + 1f, half, -0.5f);
    }

    @Override
    int lower(int axis, float state) {
        return floor(place(state, shape[axis] / 2f));
    }

    @Override
    int advance(Field field, float[][] from, float[][] to, int n, int[] lost) {
        float[] v = field.values;
        float halfY = shape[0] / 2f;
        float halfX = shape[1] / 2f;
        int originY = field.origin[0];
        int originX = field.origin[1];
        int maxY = field.size[0] - 2;
        int maxX = field.size[1] - 2;
        int row = field.size[1] * 2;
        float[] fromY = from[0];
        float[] fromX = from[1];
        float[] toY = to[0];
        float[] toX = to[1];
        int strayed = 0;
        for (int k = 0; k < n; k++) {
            float y = place(fromY[k], halfY);
            float x = place(fromX[k], halfX);
            int j = floor(y);
            int i = floor(x);
            float south = y - j;
            float north = 1f - south;
            float east = x - i;
            float west = 1f - east;
            j -= originY;
            i -= originX;
            if ((j | i | maxY - j | maxX - i) < 0) {
                lost[strayed++] = k;
                continue;
            }
            int a = j * row + i * 2;
            int b = a + row;
            float nw = north * west;
            float ne = north * east;
            float sw = south * west;
            float se = south * east;
            float stepY = Math.fma(v[b + 2], se, Math.fma(v[b], sw, Math.fma(v[a + 2], ne, v[a] * nw)));
            float stepX = Math.fma(v[b + 3], se, Math.fma(v[b + 1], sw, Math.fma(v[a + 3], ne, v[a + 1] * nw)));
            toY[k] = clamp(fromY[k] + stepY);
            toX[k] = clamp(fromX[k] + stepX);
        }
        return strayed;
    }
}
