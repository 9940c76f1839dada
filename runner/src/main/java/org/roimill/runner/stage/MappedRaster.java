package org.roimill.runner.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.memory.Bytes;
import org.roimill.core.pixel.Block;

/**
 * A raster in a file of plain voxels, mapped into memory: for temporaries that memory does not hold, and for several
 * processes that work on one raster.
 */
public final class MappedRaster implements Scratch.Held {
    private static final long MARGIN = 64L << 20;

    private final RasterSpec spec;
    private final Arena arena;
    private final Block all;
    private final boolean shared;

    private MappedRaster(RasterSpec spec, Arena arena, Block all, boolean shared) {
        this.shared = shared;
        this.spec = spec;
        this.arena = arena;
        this.all = all;
    }

    /** Opens the file, which is made, or made longer, where it has to be; new voxels are zero. */
    public static MappedRaster open(Path file, RasterSpec spec) {
        return open(file, spec, true);
    }

    /**
     * In a file that nobody else sees: it has no name, and so is gone with the process, however that ends.
     *
     * @param folder where there is room
     */
    static MappedRaster unnamed(Path folder, RasterSpec spec) {
        Path file = folder.resolve("roimill-" + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(folder);
            long room = Files.getFileStore(folder).getUsableSpace();
            // A full disk would end the process at the first touch of a page that has no room.
            if (room - MARGIN < spec.bytes()) {
                throw RoimillException.trouble(
                        folder + " has room for " + Bytes.text(room) + ", and " + Bytes.text(spec.bytes())
                                + " of temporary voxels do not fit into memory",
                        "Give another folder by --scratch, or more memory by --memory.",
                        null);
            }
            MappedRaster raster = open(file, spec, false);
            Files.delete(file);
            return raster;
        } catch (IOException e) {
            throw RoimillException.trouble(
                    folder + ": no temporary file can be made: " + e.getMessage(),
                    "Give another folder by --scratch.",
                    e);
        }
    }

    private static MappedRaster open(Path file, RasterSpec spec, boolean shared) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MemorySegment data = spec.bytes() == 0
                    ? arena.allocate(0, 8)
                    : channel.map(FileChannel.MapMode.READ_WRITE, 0, spec.bytes(), arena);
            return new MappedRaster(
                    spec, arena, Block.over(spec.dtype(), spec.grid().region(), data), shared);
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
        if (shared) {
            all.data().force();
        }
    }

    @Override
    public void free() {
        arena.close();
    }
}
