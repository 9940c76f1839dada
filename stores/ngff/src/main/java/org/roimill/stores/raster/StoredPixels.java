package org.roimill.stores.raster;

import java.lang.foreign.Arena;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.ZarrArray;

/** The voxels of one stored level, turned into the order of the grid's axes where they are stored in another. */
final class StoredPixels implements Pixels {
    private final RasterSpec spec;
    private final ZarrArray array;
    private final StoredAxes axes;

    StoredPixels(RasterSpec spec, ZarrArray array, StoredAxes axes) {
        this.spec = spec;
        this.array = array;
        this.axes = axes;
    }

    @Override
    public RasterSpec spec() {
        return spec;
    }

    @Override
    public long[] chunk() {
        long[] chunk = axes.fromStored(array.chunks());
        long[] shape = spec.grid().shape();
        for (int d = 0; d < chunk.length; d++) {
            chunk[d] = Math.max(1, Math.min(chunk[d], shape[d]));
        }
        return chunk;
    }

    @Override
    public void read(Block target) {
        Region stored = axes.toStored(target.region());
        if (target.region().isEmpty()) {
            return;
        }
        if (axes.inOrder()) {
            array.read(stored, Block.over(target.dtype(), stored, target.data()));
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            Block asStored = Block.zeros(target.dtype(), stored, arena);
            array.read(stored, asStored);
            long[] strides = new long[target.region().dims()];
            for (int i = 0; i < strides.length; i++) {
                strides[i] = asStored.stride(axes.dims()[i]);
            }
            Turn.into(target, asStored, strides);
        }
    }
}
