package org.roimill.testkit;

import java.lang.foreign.Arena;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.runner.stage.MemoryRaster;

/** Takes a raster, and sees to it that every voxel comes exactly once and in the declared type. */
final class OnceWriter implements RasterWriter {
    private final String port;
    private final MemoryRaster raster;
    private final Block seen;

    OnceWriter(String port, RasterSpec spec, Arena arena) {
        this.port = port;
        this.raster = MemoryRaster.zeros(spec, arena);
        this.seen = Block.zeros(DType.U8, spec.grid().region(), arena);
    }

    @Override
    public long[] chunk() {
        return raster.chunk();
    }

    @Override
    public synchronized void write(Block block) {
        if (block.dtype() != raster.spec().dtype()) {
            throw new AssertionError(port + " is declared " + raster.spec().dtype() + " and written " + block.dtype());
        }
        raster.write(block);
        int last = block.region().dims() - 1;
        for (long[] row : Voxels.of(block.region()
                .with(last, block.region().min(last), block.region().min(last) + 1))) {
            long start = seen.index(row);
            for (long i = start; i < start + block.region().size(last); i++) {
                seen.setLong(i, seen.getLong(i) + 1);
            }
        }
    }

    void checkComplete() {
        for (long i = 0; i < seen.voxels(); i++) {
            if (seen.getLong(i) != 1) {
                throw new AssertionError(port + ": voxel " + i + " was written " + seen.getLong(i) + " times");
            }
        }
    }

    Block block() {
        return raster.block();
    }

    @Override
    public Pixels written() {
        return raster;
    }

    @Override
    public void close() {
        // nothing is held back
    }
}
