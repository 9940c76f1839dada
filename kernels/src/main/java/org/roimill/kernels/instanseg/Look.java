package org.roimill.kernels.instanseg;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;

/** Looks at pixels from a seed: the small network on their distance to the seed's coordinates and on their sigmas. */
final class Look {
    private final Block maps;
    private final Block planes;
    private final Rect rect;
    private final Mlp.Bench bench;
    private final float[][] in;
    private float[] logits = new float[0];

    Look(Block maps, Block planes, Frame frame, Mlp mlp) {
        this.maps = maps;
        this.planes = planes;
        this.rect = frame.rect(maps.region());
        this.bench = mlp.bench();
        this.in = new float[mlp.inputs()][0];
    }

    float x(int y, int x) {
        return planes.data().get(ValueLayout.JAVA_FLOAT, Fields.at(planes, Fields.X, y - rect.y(), x - rect.x()));
    }

    float y(int y, int x) {
        return planes.data().get(ValueLayout.JAVA_FLOAT, Fields.at(planes, Fields.Y, y - rect.y(), x - rect.x()));
    }

    /** The logits in a box, row by row; overwritten by the next call. */
    float[] at(Rect box, float seedX, float seedY) {
        int n = box.pixels();
        if (logits.length < n) {
            logits = new float[n];
            for (int i = 0; i < in.length; i++) {
                in[i] = new float[n];
            }
        }
        load(planes, Fields.X, box, in[0]);
        load(planes, Fields.Y, box, in[1]);
        subtract(in[0], seedX, n);
        subtract(in[1], seedY, n);
        for (int i = 2; i < in.length; i++) {
            load(maps, MapLayout.SIGMA + i - 2, box, in[i]);
        }
        bench.logits(in, n, logits);
        return logits;
    }

    private void load(Block from, int plane, Rect box, float[] to) {
        for (int row = 0; row < box.height(); row++) {
            long at = Fields.at(from, plane, box.y() - rect.y() + row, box.x() - rect.x());
            MemorySegment.copy(from.data(), ValueLayout.JAVA_FLOAT, at, to, row * box.width(), box.width());
        }
    }

    private static void subtract(float[] values, float by, int n) {
        for (int k = 0; k < n; k++) {
            values[k] -= by;
        }
    }
}
