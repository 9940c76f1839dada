package org.roimill.processors.segmenters.network;

import java.util.ArrayList;
import java.util.List;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.normal.TileNorm;

/** What {@link MeasureTiles} has measured, flat tiles filled and smoothed; of one plane or of a stack. */
record SmoothTiles(long height, long width, long side, TileNorm.Smoothing smoothing) implements Work.Whole {
    private static final int COPIES = 6;

    @Override
    public Lane lane(int input) {
        return Lane.F32;
    }

    @Override
    public Lane outLane(int output) {
        return Lane.F32;
    }

    @Override
    public long scratchBytes(Region output) {
        return COPIES * 2 * output.voxels() * Double.BYTES;
    }

    @Override
    public void fill(Call call) {
        TileNorm norm = new TileNorm(height, width, side);
        int tiles = norm.rows() * norm.columns();
        List<TileNorm.Ends[]> planes = new ArrayList<>();
        Block low = call.in(0);
        Block high = call.in(1);
        for (long at = 0; at < low.voxels(); at += tiles) {
            TileNorm.Ends[] ends = new TileNorm.Ends[tiles];
            for (int k = 0; k < tiles; k++) {
                ends[k] = new TileNorm.Ends((float) low.get(at + k), (float) high.get(at + k));
            }
            planes.add(ends);
        }
        long at = 0;
        for (TileNorm.Field field : norm.fields(planes, smoothing)) {
            double[] smoothLow = field.low();
            double[] smoothHigh = field.high();
            for (int k = 0; k < tiles; k++) {
                call.out(0).set(at, smoothLow[k]);
                call.out(1).set(at++, smoothHigh[k]);
            }
        }
    }
}
