package org.roimill.processors.segmenters.network;

import java.util.Arrays;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.space.Region;
import org.roimill.kernels.normal.TileNorm;

/** Two percentiles of each tile of a plane: two small rasters with a voxel for each tile. */
record MeasureTiles(long height, long width, long side, double low, double high) implements FloatKernel {
    /** About as many pixels along an axis are looked at together. */
    private static final long REACH = 1024;

    private TileNorm norm() {
        return new TileNorm(height, width, side);
    }

    @Override
    public long[] grain(Region domain) {
        long[] grain = new long[domain.dims()];
        Arrays.fill(grain, Math.max(1, REACH / side));
        return grain;
    }

    @Override
    public Footprint footprint(int input) {
        TileNorm norm = norm();
        return Footprint.mapped((tiles, domain) -> {
            if (tiles.isEmpty()) {
                return Region.ofShape(new long[domain.dims()]);
            }
            Region first = norm.tile((int) tiles.min(0), (int) tiles.min(1));
            Region last = norm.tile((int) tiles.max(0) - 1, (int) tiles.max(1) - 1);
            return Region.between(first.min(), last.max());
        });
    }

    /** One tile, and once more in order. */
    @Override
    public long scratchBytes(Region output) {
        return 2 * Math.min(side, height) * Math.min(side, width) * Float.BYTES;
    }

    @Override
    public void fill(Call call) {
        TileNorm norm = norm();
        Region tiles = call.region();
        if (tiles.isEmpty()) {
            return;
        }
        Block pixels = call.scratch(DType.F32, norm.tile(0, 0));
        long at = 0;
        for (long row = tiles.min(0); row < tiles.max(0); row++) {
            call.checkStopped();
            for (long column = tiles.min(1); column < tiles.max(1); column++) {
                Block tile = pixels.at(norm.tile((int) row, (int) column));
                call.in(0).copyTo(tile, tile.region());
                TileNorm.Ends ends = TileNorm.ends(tile, low, high);
                call.out(0).set(at, ends.low());
                call.out(1).set(at++, ends.high());
            }
        }
    }
}
