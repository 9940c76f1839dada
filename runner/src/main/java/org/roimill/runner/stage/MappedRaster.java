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
import org.roimill.core.space.Region;

/**
 * A raster in a file, mapped into memory: for temporaries that memory does not hold, and for several processes that work
 * on one raster. Its voxels lie in small boxes, so that whoever goes through it along any axis touches few pages.
 */
public final class MappedRaster implements Scratch.Held {
    private static final long MARGIN = 64L << 20;

    private final RasterSpec spec;
    private final Arena arena;
    private final MemorySegment data;
    private final Boxes boxes;
    private final boolean shared;

    private MappedRaster(RasterSpec spec, Arena arena, MemorySegment data, boolean shared) {
        this.spec = spec;
        this.arena = arena;
        this.data = data;
        this.boxes = Boxes.of(spec.axes(), spec.grid().region());
        this.shared = shared;
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
            return new MappedRaster(spec, arena, data, shared);
        } catch (IOException e) {
            arena.close();
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public RasterSpec spec() {
        return spec;
    }

    @Override
    public void read(Block target) {
        for (Region box : boxes.in(target.region())) {
            held(box).copyTo(target);
        }
    }

    @Override
    public void write(Block block) {
        for (Region box : boxes.in(block.region())) {
            block.copyTo(held(box));
        }
    }

    private Block held(Region box) {
        int bytes = spec.dtype().bytes();
        return Block.over(spec.dtype(), box, data.asSlice(boxes.offset(box) * bytes, box.voxels() * bytes));
    }

    /** What was written is in the file already. */
    @Override
    public void close() {
        if (shared) {
            data.force();
        }
    }

    @Override
    public void free() {
        arena.close();
    }
}
