package org.roimill.api.demo;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Table;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Formats;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.format.Roi;
import org.roimill.core.format.Storage;
import org.roimill.core.format.StoreFormat.CreateOptions;
import org.roimill.core.format.Transaction;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.core.space.Unit;

/**
 * Makes ROIs of tissue that was never alive, each a store: the images {@code DAPI}, {@code ECad}, {@code CD3} and
 * {@code Ki67}, the labels {@code truth_nuclei} and {@code truth_cells}, and the table {@code truth}. The same seed and
 * size give the same voxels on every machine, whatever the number of threads. Images are made tile by tile; only the list
 * of cells grows with the size.
 */
public final class Tissue {
    /** The side of a pixel in micrometres. */
    public static final double PIXEL = 0.325;

    public static final String NUCLEI = "truth_nuclei";
    public static final String CELLS = "truth_cells";
    public static final String TABLE = "truth";

    private static final int SMALLEST = 32;
    private static final int LARGEST = 1 << 17;

    private final long seed;
    private final int size;
    private final Anatomy anatomy;
    private final List<Cell> cells;

    Tissue(long seed, int size) {
        this.seed = Noise.bits(seed, 1, 0);
        this.size = size;
        anatomy = new Anatomy(Noise.bits(seed, 2, 0), size);
        cells = Seeding.cells(anatomy, size, Noise.bits(seed, 3, 0));
    }

    /** Stores {@code roi_000.zarr}, {@code roi_001.zarr}, ... in a folder, each another piece of tissue. */
    public static List<Path> make(Path folder, int count, long seed, int size) {
        return make(folder, count, seed, size, store -> {});
    }

    /**
     * As above, where those that are there already stay as they are.
     *
     * @param made is told of each store when it is there, by many threads
     */
    public static List<Path> make(Path folder, int count, long seed, int size, Consumer<Path> made) {
        List<Path> stores = IntStream.range(0, count)
                .mapToObj(i -> folder.resolve(String.format(Locale.ROOT, "roi_%03d.zarr", i)))
                .toList();
        IntStream.range(0, count).parallel().forEach(i -> {
            Path store = stores.get(i);
            long own = Noise.bits(seed, 0, i);
            if (!Files.exists(store)) {
                make(store, own, size);
            } else if (!isMade(store, own, size)) {
                throw new RoimillException(
                        Failure.EXISTS,
                        store + " is there already and is other tissue, of another seed or size",
                        "Choose another folder, or take it away.");
            }
            made.accept(store);
        });
        return stores;
    }

    private static boolean isMade(Path store, long seed, int size) {
        try (Roi roi = Formats.open(store, OpenOptions.DEFAULT)) {
            String wanted = provenance(seed, size).toString();
            return roi.elements().stream()
                    .anyMatch(e ->
                            e.name().equals(TABLE) && e.provenance().toString().equals(wanted));
        }
    }

    /** One new store with a square ROI of {@code size} pixels a side. */
    public static void make(Path store, long seed, int size) {
        if (size < SMALLEST || size > LARGEST) {
            throw RoimillException.usage(
                    "tissue of " + size + " x " + size + " pixels cannot be made",
                    "Give a size from " + SMALLEST + " to " + LARGEST + ".");
        }
        Tissue tissue = new Tissue(seed, size);
        Map<String, Object> provenance = provenance(seed, size);
        try (Transaction transaction = Formats.forNewStores().create(store, CreateOptions.DEFAULT)) {
            transaction.table(TABLE, tissue.rasters(transaction, provenance), provenance);
            transaction.commit();
        }
    }

    /** In an order of its own, so that equal stores have equal bytes. */
    private static Map<String, Object> provenance(long seed, int size) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("seed", seed);
        parameters.put("size", size);
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("processor", "demo.tissue");
        provenance.put("version", 1);
        provenance.put("parameters", parameters);
        return provenance;
    }

    private Table rasters(Transaction transaction, Map<String, Object> provenance) {
        Grid plane = Grid.of("yx", size, size).withSpacing(Map.of(Axis.Y, PIXEL, Axis.X, PIXEL), Unit.MICROMETER);
        RasterSpec labels = RasterSpec.labels(plane, DType.I32);
        RasterSpec image = RasterSpec.image(plane.insert(Axis.C, 1), DType.U16);
        Truth truth = new Truth(cells);
        Map<Marker, RasterWriter> images = new EnumMap<>(Marker.class);
        for (Marker marker : Marker.values()) {
            RasterSpec named = image.withChannels(List.of(marker.label));
            images.put(marker, transaction.raster(marker.label, named, Storage.DEFAULT, provenance));
        }
        try (RasterWriter nuclei = transaction.raster(NUCLEI, labels, Storage.DEFAULT, provenance);
                RasterWriter whole = transaction.raster(CELLS, labels, Storage.DEFAULT, provenance)) {
            StreamSupport.stream(plane.region().cells(whole.chunk()).spliterator(), false).toList().parallelStream()
                    .forEach(region -> fill(region, images, nuclei, whole, truth));
        }
        images.values().forEach(RasterWriter::close);
        return truth.table(CELLS);
    }

    private void fill(
            Region region, Map<Marker, RasterWriter> images, RasterWriter nuclei, RasterWriter whole, Truth truth) {
        Tile tile = tile(region);
        labels(tile, region, nuclei, whole, truth);
        float[] haze = haze(tile);
        images.forEach((marker, writer) -> {
            short[] counts = counts(tile, haze, marker);
            write(writer, DType.U16, Region.ofShape(1).join(region), MemorySegment.ofArray(counts));
        });
    }

    /** The tile that the picture of a region needs, larger than that by a margin. */
    Tile tile(Region region) {
        int margin = Optics.MARGIN;
        return Tile.of(
                cells,
                (int) region.min(0) - margin,
                (int) region.min(1) - margin,
                (int) region.size(0) + 2 * margin,
                (int) region.size(1) + 2 * margin);
    }

    /** What the camera counts in one channel, over a tile without its margin. */
    short[] counts(Tile tile, float[] haze, Marker marker) {
        int margin = Optics.MARGIN;
        long channel = Noise.bits(seed, marker.ordinal(), 7);
        float[] scene = scene(tile, haze, marker, channel);
        int height = tile.height - 2 * margin;
        int width = tile.width - 2 * margin;
        return Optics.picture(scene, tile.top + margin, tile.left + margin, height, width, marker, channel, size);
    }

    private static void labels(Tile tile, Region region, RasterWriter nuclei, RasterWriter whole, Truth truth) {
        int width = (int) region.size(1);
        int[] owners = tile.trimmed();
        int[] cell = new int[(int) region.voxels()];
        int[] nucleus = new int[cell.length];
        for (int i = 0; i < cell.length; i++) {
            int y = i / width;
            int x = i % width;
            int at = (y + Optics.MARGIN) * tile.width + x + Optics.MARGIN;
            cell[i] = owners[at];
            if (cell[i] != 0) {
                boolean inNucleus = tile.outside[at] <= 0;
                nucleus[i] = inNucleus ? cell[i] : 0;
                truth.count(cell[i], inNucleus, region.min(0) + y, region.min(1) + x);
            }
        }
        write(nuclei, DType.I32, region, MemorySegment.ofArray(nucleus));
        write(whole, DType.I32, region, MemorySegment.ofArray(cell));
    }

    float[] haze(Tile tile) {
        float[] haze = new float[tile.cell.length];
        for (int i = 0; i < haze.length; i++) {
            haze[i] = (float) anatomy.haze(tile.top + i / tile.width, tile.left + i % tile.width);
        }
        return haze;
    }

    private float[] scene(Tile tile, float[] haze, Marker marker, long channel) {
        float[] scene = new float[tile.cell.length];
        for (int i = 0; i < scene.length; i++) {
            double light = marker.haze * (0.25 + haze[i]);
            int id = tile.cell[i];
            if (id != 0) {
                int y = tile.top + i / tile.width;
                int x = tile.left + i % tile.width;
                light += marker.light(cells.get(id - 1), tile.outside[i], tile.inside[i], channel, y, x);
            }
            scene[i] = (float) light;
        }
        return scene;
    }

    private static void write(RasterWriter writer, DType type, Region region, MemorySegment values) {
        try (Arena arena = Arena.ofConfined()) {
            Block block = Block.zeros(type, region, arena);
            block.data().copyFrom(values);
            writer.write(block);
        }
    }
}
