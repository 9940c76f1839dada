package org.roimill.runner.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;

/**
 * A raster in a file of plain voxels, mapped into memory: for temporaries that memory does not hold, and for several
 * processes that work on one raster.
 */
public final class MappedRaster implements Scratch.Held {
    private final RasterSpec spec;
    private final Arena arena;
    private final Block all;

    private MappedRaster(RasterSpec spec, Arena arena, Block all) {
        this.spec = spec;
        this.arena = arena;
        this.all = all;
    }

    /** Opens the file, which is made, or made longer, where it has to be; new voxels are zero. */
    public static MappedRaster open(Path file, RasterSpec spec) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment data = spec.bytes() == 0
                    ? arena.allocate(0, 8)
                    : channel.map(FileChannel.MapMode.READ_WRITE, 0, spec.bytes(), arena);
            return new MappedRaster(
                    spec, arena, Block.over(spec.dtype(), spec.grid().region(), data));
        } catch (IOException e) {
            arena.close();
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Block block() {
        return all;
    }

    @Override
    public RasterSpec spec() {
        return spec;
    }

    /** What was written is in the file already. */
    @Override
    public void close() {
        all.data().force();
    }

    @Override
    public void free() {
        arena.close();
    }
}
