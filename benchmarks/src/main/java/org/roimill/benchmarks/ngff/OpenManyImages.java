package org.roimill.benchmarks.ngff;

import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.format.Roi;
import org.roimill.core.format.Storage;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Grid;
import org.roimill.stores.raster.Layout;
import org.roimill.stores.roi.SpatialDataFormat;
import org.roimill.stores.spatialdata.Dialect;
import org.roimill.stores.spatialdata.ElementWriter;
import org.roimill.stores.spatialdata.GroupLists;
import org.roimill.stores.spatialdata.SpatialDataStore;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.Store;

/** Opens a store of 131 images with three levels, with and without consolidated metadata; prints milliseconds. */
public final class OpenManyImages {
    private static final int IMAGES = 131;
    private static final int ROUNDS = 21;

    private OpenManyImages() {}

    public static void main(String[] args) throws Exception {
        Path folder = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("roimill-open");
        for (int zarr : new int[] {2, 3}) {
            Path path = folder.resolve("v" + zarr + ".zarr");
            if (!Files.exists(path)) {
                make(path, zarr);
            }
            for (boolean consolidated : new boolean[] {true, false}) {
                List<Double> times = new ArrayList<>();
                ThreadMXBean threads = ManagementFactory.getThreadMXBean();
                long cpu = threads.getCurrentThreadCpuTime();
                double firstCpu = 0;
                for (int i = 0; i < ROUNDS; i++) {
                    times.add(open(path, consolidated));
                    firstCpu = i == 0 ? (threads.getCurrentThreadCpuTime() - cpu) / 1e6 : firstCpu;
                }
                double meanCpu = (threads.getCurrentThreadCpuTime() - cpu) / 1e6 / ROUNDS;
                double first = times.getFirst();
                Collections.sort(times);
                System.out.printf(
                        "Zarr v%d, %s: first %.0f ms, median %.0f ms, worst %.0f ms; CPU first %.0f ms, mean %.0f ms%n",
                        zarr,
                        consolidated ? "consolidated" : "not consolidated",
                        first,
                        times.get(ROUNDS / 2),
                        times.getLast(),
                        firstCpu,
                        meanCpu);
            }
        }
    }

    private static double open(Path path, boolean consolidated) {
        long start = System.nanoTime();
        OpenOptions options = new OpenOptions(OpenOptions.DEFAULT.declared(), List.of(), false, consolidated);
        try (Roi roi = new SpatialDataFormat().open(path, options)) {
            if (roi.elements().size() != IMAGES || !roi.faults().isEmpty()) {
                throw new IllegalStateException(roi.elements().size() + " elements, " + roi.faults());
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static void make(Path path, int zarr) {
        Dialect dialect = Dialect.of(zarr);
        RasterSpec spec = RasterSpec.image(Grid.of("cyx", 1, 64, 64), DType.U16).withChannels(List.of("DAPI"));
        try (Store store = FileStore.create(path);
                Arena arena = Arena.ofConfined()) {
            SpatialDataStore.create(store, dialect);
            ElementWriter writer = new ElementWriter(store, dialect, Layout.fresh(zarr));
            for (int i = 0; i < IMAGES; i++) {
                try (RasterWriter raster = writer.raster(
                        "marker" + i, spec, new Storage(0, 0, 3, 2, null, -1), Map.of(), Map.of("processor", "x"))) {
                    raster.write(Block.zeros(DType.U16, spec.grid().region(), arena));
                }
            }
            GroupLists.update(store);
            ZarrGroup.openPlain(store, "").consolidate();
        }
    }
}
