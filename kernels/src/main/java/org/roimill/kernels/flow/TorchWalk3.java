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
    int advance(Field field, float[][] from, float[][] to, int n, int[] lost) {
        float[] v = field.values;
        float depth = (float) shape[0];
        float height = (float) shape[1];
        float width = (float) shape[2];
        int originZ = field.origin[0];
        int originY = field.origin[1];
        int originX = field.origin[2];
        int maxZ = field.size[0] - 2;
        int maxY = field.size[1] - 2;
        int maxX = field.size[2] - 2;
        int row = field.size[2] * 3;
        int plane = field.size[1] * row;
        float[] fromZ = from[0];
        float[] fromY = from[1];
        float[] fromX = from[2];
        float[] toZ = to[0];
        float[] toY = to[1];
        float[] toX = to[2];
        int strayed = 0;
        for (int k = 0; k < n; k++) {
            float z = place(fromZ[k], depth);
            float y = place(fromY[k], height);
            float x = place(fromX[k], width);
            int h = floor(z);
            int j = floor(y);
            int i = floor(x);
            float bottom = z - h;
            float top = h + 1 - z;
            float south = y - j;
            float north = j + 1 - y;
            float east = x - i;
            float west = i + 1 - x;
            h -= originZ;
            j -= originY;
            i -= originX;
            if ((h | j | i | maxZ - h | maxY - j | maxX - i) < 0) {
                lost[strayed++] = k;
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
            toZ[k] = clamp(fromZ[k] + stepZ);
            toY[k] = clamp(fromY[k] + stepY);
            toX[k] = clamp(fromX[k] + stepX);
        }
        return strayed;
    }
}
