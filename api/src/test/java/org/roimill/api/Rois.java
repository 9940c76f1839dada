package org.roimill.api;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.roimill.core.element.Kind;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.Formats;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.format.Roi;
import org.roimill.core.format.Storage;
import org.roimill.core.format.StoreFormat;
import org.roimill.core.format.Transaction;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.core.space.Unit;

/** Small stores with made-up content. */
final class Rois {
    static final Storage SMALL = new Storage(64, 64, 2, 2, null, -1);

    private Rois() {}

    /** Images {@code a} (u16), {@code b} (u8), {@code f} (f32), {@code a2} (u16), labels {@code objects} and {@code parts}. */
    static Path flat(Path store, long seed, long height, long width) {
        return make(store, seed, Grid.of("cyx", 1, height, width), Grid.of("yx", height, width));
    }

    /** The same with slices. */
    static Path deep(Path store, long seed, long depth, long height, long width) {
        return make(store, seed, Grid.of("czyx", 1, depth, height, width), Grid.of("zyx", depth, height, width));
    }

    private static Path make(Path store, long seed, Grid plainImage, Grid plainLabels) {
        Map<Axis, Double> spacing = Map.of(Axis.Y, 0.5, Axis.X, 0.5);
        Grid image = plainImage.withSpacing(spacing, Unit.MICROMETER);
        Grid labels = plainLabels.withSpacing(spacing, Unit.MICROMETER);
        try (Transaction transaction = Formats.forNewStores().create(store, StoreFormat.CreateOptions.DEFAULT);
                Arena arena = Arena.ofConfined()) {
            put(transaction, "a", RasterSpec.image(image, DType.U16), seed, arena);
            put(transaction, "a2", RasterSpec.image(image, DType.U16), seed + 1, arena);
            put(transaction, "b", RasterSpec.image(image, DType.U8), seed + 2, arena);
            put(transaction, "f", RasterSpec.image(image, DType.F32), seed + 3, arena);
            put(transaction, "objects", RasterSpec.labels(labels, DType.I32), seed + 4, arena);
            put(transaction, "parts", RasterSpec.labels(labels, DType.I32), seed + 5, arena);
            transaction.commit();
        }
        return store;
    }

    private static void put(Transaction transaction, String name, RasterSpec spec, long seed, Arena arena) {
        Block block = Block.zeros(spec.dtype(), spec.grid().region(), arena);
        SplittableRandom random = new SplittableRandom(seed);
        boolean labels = spec.kind() == Kind.LABELS;
        if (!labels) {
            for (long i = 0; i < block.voxels(); i++) {
                block.set(i, spec.dtype().isFloating() ? random.nextDouble() : random.nextInt(100));
            }
        }
        int count = (int) (block.voxels() / 300) + 1;
        for (int n = 1; n <= count; n++) {
            blob(block, random, labels ? n : 20 + random.nextInt(200));
        }
        try (RasterWriter writer = transaction.raster(name, spec, SMALL, Map.of())) {
            writer.write(block);
        }
    }

    /** A box with cut corners. */
    private static void blob(Block block, SplittableRandom random, double value) {
        Region all = block.region();
        int n = all.dims();
        long[] at = new long[n];
        long[] centre = new long[n];
        for (int d = 0; d < n; d++) {
            centre[d] = random.nextLong(Math.max(1, all.size(d)));
        }
        long radius = 2 + random.nextLong(6);
        for (long dy = -radius; dy <= radius; dy++) {
            for (long dx = -radius; dx <= radius; dx++) {
                System.arraycopy(centre, 0, at, 0, n);
                at[n - 2] += dy;
                at[n - 1] += dx;
                if (Math.abs(dy) + Math.abs(dx) <= radius + 2 && all.contains(at)) {
                    block.set(block.index(at), value);
                }
            }
        }
    }

    /** All voxels of an element. */
    static Block voxels(Path store, String element, Arena arena) {
        try (Roi roi = Formats.open(store, OpenOptions.DEFAULT)) {
            Pixels pixels = roi.pixels(element, 0);
            Block block =
                    Block.zeros(pixels.spec().dtype(), pixels.spec().grid().region(), arena);
            pixels.read(block);
            return block;
        }
    }
}
