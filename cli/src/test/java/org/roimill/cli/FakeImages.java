package org.roimill.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Declared;
import org.roimill.core.format.Format;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;

/**
 * Image files that hold a line such as {@code image cyx u16 3 40 60}: voxels are numbers made of their places. Axes
 * {@code ?} must be declared; an image called {@code damaged} fails when it is read.
 */
public final class FakeImages implements Format {
    static Path file(Path folder, String name, String line) throws IOException {
        return Files.writeString(folder.resolve(name), line);
    }

    @Override
    public String id() {
        return "fake-image";
    }

    @Override
    public boolean recognises(Path path) {
        String text = Files.isRegularFile(path) ? text(path) : "";
        return text.startsWith("image ") || text.startsWith("damaged ");
    }

    @Override
    public Roi open(Path path, OpenOptions options) {
        String[] words = text(path).split(" ", -1);
        Declared declared = options.declared();
        String axes = words[1].equals("?") ? declared.axes() : words[1];
        if (axes == null) {
            throw RoimillException.usage(path + " does not say its axes", "Say them by --axes.");
        }
        long[] shape = Arrays.stream(words).skip(3).mapToLong(Long::parseLong).toArray();
        Grid grid = Grid.of(axes, shape);
        if (declared.unit() != null) {
            grid = grid.withSpacing(declared.spacing(), declared.unit());
        }
        RasterSpec spec = RasterSpec.image(grid, DType.find(words[2])).withChannels(declared.channels());
        String name = path.getFileName().toString().replaceAll("\\..*", "");
        FakeRoi roi = new FakeRoi(name);
        roi.raster(name, Map.of(), new Places(spec, words[0].equals("damaged")));
        return roi;
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The voxel at a place, so that tests know it without the image. */
    static int valueAt(List<Long> place) {
        return place.hashCode() & 0x7F;
    }

    private record Places(RasterSpec spec, boolean damaged) implements Pixels {
        @Override
        public void read(Block target) {
            if (damaged && target.region().min(0) > 0) {
                throw RoimillException.badData("strip 2 is cut off", "Copy the file again.");
            }
            fill(target);
        }

        @Override
        public long[] chunk() {
            // A band of rows, as TIFFs have it.
            long[] chunk = new long[spec.axes().count()];
            Arrays.fill(chunk, 1);
            chunk[chunk.length - 2] = 5;
            chunk[chunk.length - 1] = spec.grid().shape()[chunk.length - 1];
            return chunk;
        }
    }

    static void fill(Block target) {
        long i = 0;
        long[] one = new long[target.region().dims()];
        Arrays.fill(one, 1);
        for (Region voxel : target.region().cells(one)) {
            target.set(i++, valueAt(Arrays.stream(voxel.min()).boxed().toList()));
        }
    }
}
