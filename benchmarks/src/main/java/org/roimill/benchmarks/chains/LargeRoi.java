package org.roimill.benchmarks.chains;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.Formats;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.format.Storage;
import org.roimill.core.format.StoreFormat;
import org.roimill.core.format.Transaction;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;

/**
 * A ROI as large as wished, in memory for one tile a thread: images {@code a} and {@code b} (u16, noise over round
 * objects) and labels {@code nuclei} and {@code cores} (i32, every object of its own id). Twelve bytes a pixel.
 */
public final class LargeRoi {
    private static final int TILE = 1024;
    private static final int PITCH = 64;

    private LargeRoi() {}

    /** Arguments: the store, and how many bytes of voxels it is to hold. */
    public static void main(String[] args) {
        long side = (long) Math.sqrt(Long.parseLong(args[1]) / 12.0);
        make(Path.of(args[0]), side);
        System.out.println(args[0] + ": " + side + " x " + side + ", " + side * side * 12 + " bytes of voxels");
    }

    static void make(Path store, long side) {
        try (Transaction transaction = Formats.forNewStores().create(store, StoreFormat.CreateOptions.DEFAULT)) {
            for (String image : List.of("a", "b")) {
                raster(transaction, image, RasterSpec.image(Grid.of("cyx", 1, side, side), DType.U16));
            }
            for (String labels : List.of("nuclei", "cores")) {
                raster(transaction, labels, RasterSpec.labels(Grid.of("yx", side, side), DType.I32));
            }
            transaction.commit();
        }
    }

    private static void raster(Transaction transaction, String name, RasterSpec spec) {
        long side = spec.grid().shape()[spec.axes().count() - 1];
        int across = Math.toIntExact(Math.ceilDiv(side, TILE));
        try (RasterWriter writer = transaction.raster(name, spec, Storage.DEFAULT, Map.of())) {
            for (int row = 0; row < across; row++) {
                int y = row;
                IntStream.range(0, across).parallel().forEach(x -> tile(writer, name, spec, side, y, x));
            }
        }
    }

    private static void tile(RasterWriter writer, String name, RasterSpec spec, long side, int row, int column) {
        long y0 = (long) row * TILE;
        long x0 = (long) column * TILE;
        long height = Math.min(TILE, side - y0);
        long width = Math.min(TILE, side - x0);
        boolean image = spec.axes().count() == 3;
        Region region = image
                ? Region.at(new long[] {0, y0, x0}, new long[] {1, height, width})
                : Region.at(new long[] {y0, x0}, new long[] {height, width});
        try (Arena arena = Arena.ofConfined()) {
            Block block = Block.zeros(spec.dtype(), region, arena);
            SplittableRandom random = new SplittableRandom(row * 100_003L + column);
            long perRow = Math.ceilDiv(side, PITCH);
            double radius = name.equals("cores") ? 9 : 18;
            for (long y = 0; y < height; y++) {
                for (long x = 0; x < width; x++) {
                    double dy = (y0 + y) % PITCH - PITCH / 2.0;
                    double dx = (x0 + x) % PITCH - PITCH / 2.0;
                    boolean inside = dy * dy + dx * dx < radius * radius;
                    long i = y * width + x;
                    if (image) {
                        int value = (inside ? 9000 : 300) + (random.nextInt() & 255);
                        block.data().setAtIndex(ValueLayout.JAVA_SHORT, i, (short) value);
                    } else if (inside) {
                        int id = Math.toIntExact((y0 + y) / PITCH * perRow + (x0 + x) / PITCH + 1);
                        block.data().setAtIndex(ValueLayout.JAVA_INT, i, id);
                    }
                }
            }
            writer.write(block);
        }
    }
}
