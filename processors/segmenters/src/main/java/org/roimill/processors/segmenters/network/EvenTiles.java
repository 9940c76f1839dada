package org.roimill.processors.segmenters.network;

import org.roimill.core.pixel.Block;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.kernels.normal.TileNorm;

/** A plane between percentiles that change from place to place. Reads it, and what {@link SmoothTiles} made. */
record EvenTiles(long height, long width, long side, boolean invert) implements FloatKernel {
    @Override
    public Footprint footprint(int input) {
        return input == 0 ? Footprint.POINT : Footprint.WHOLE;
    }

    @Override
    public void fill(Call call) {
        new TileNorm(height, width, side)
                .field(doubles(call.in(1)), doubles(call.in(2)))
                .apply(call.in(0), invert, call.out(0));
    }

    private static double[] doubles(Block block) {
        double[] values = new double[Math.toIntExact(block.voxels())];
        for (int i = 0; i < values.length; i++) {
            values[i] = block.get(i);
        }
        return values;
    }
}
