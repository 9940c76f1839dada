package org.roimill.kernels.flow;

/** PyTorch's kernel for volumes: each product and each sum rounded, in this order. */
final class TorchWalk3 extends TorchWalk {
    TorchWalk3(long[] shape) {
        super(shape);
    }

    private static float place(float state, float length) {
        return ((state + 1f) * length - 1f) / 2f;
    }

    @Override
    int lower(int axis, float state) {
        return floor(place(state, (float) shape[axis]));
    }

    @Override
    void advance(Field field, float[][] from, float[][] to, int n) {
        float[] v = field.values;
        int row = field.size[2] * 3;
        int plane = field.size[1] * row;
        for (int k = 0; k < n; k++) {
            float z = place(from[0][k], (float) shape[0]);
            float y = place(from[1][k], (float) shape[1]);
            float x = place(from[2][k], (float) shape[2]);
            int h = floor(z);
            int j = floor(y);
            int i = floor(x);
            float bottom = z - h;
            float top = h + 1 - z;
            float south = y - j;
            float north = j + 1 - y;
            float east = x - i;
            float west = i + 1 - x;
            h -= field.origin[0];
            j -= field.origin[1];
            i -= field.origin[2];
            if ((h | j | i | field.size[0] - 2 - h | field.size[1] - 2 - j | field.size[2] - 2 - i) < 0) {
                to[0][k] = Float.NaN;
                continue;
            }
            float nw = west * north;
            float ne = east * north;
            float sw = west * south;
            float se = east * south;
            int a = h * plane + j * row + i * 3;
            float tnw = nw * top;
            float tne = ne * top;
            float tsw = sw * top;
            float tse = se * top;
            int b = a + row;
            float stepZ = v[a] * tnw + v[a + 3] * tne + v[b] * tsw + v[b + 3] * tse;
            float stepY = v[a + 1] * tnw + v[a + 4] * tne + v[b + 1] * tsw + v[b + 4] * tse;
            float stepX = v[a + 2] * tnw + v[a + 5] * tne + v[b + 2] * tsw + v[b + 5] * tse;
            a += plane;
            b += plane;
            float bnw = nw * bottom;
            float bne = ne * bottom;
            float bsw = sw * bottom;
            float bse = se * bottom;
            stepZ = stepZ + v[a] * bnw + v[a + 3] * bne + v[b] * bsw + v[b + 3] * bse;
            stepY = stepY + v[a + 1] * bnw + v[a + 4] * bne + v[b + 1] * bsw + v[b + 4] * bse;
            stepX = stepX + v[a + 2] * bnw + v[a + 5] * bne + v[b + 2] * bsw + v[b + 5] * bse;
            to[0][k] = clamp(from[0][k] + stepZ);
            to[1][k] = clamp(from[1][k] + stepY);
            to[2][k] = clamp(from[2][k] + stepX);
        }
    }
}
