package org.roimill.stores.probe;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.Column;
import org.roimill.core.element.Kind;
import org.roimill.core.element.Matrix;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Table;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.format.Storage;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Affine;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;
import org.roimill.stores.raster.Layout;
import org.roimill.stores.spatialdata.Dialect;
import org.roimill.stores.spatialdata.ElementWriter;
import org.roimill.stores.spatialdata.GroupLists;
import org.roimill.stores.spatialdata.SpatialDataStore;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.Store;

/** Elements whose voxels follow a formula that a test in another language can follow too. */
final class Known {
    /** Small chunks, so that small images have many. */
    private static final Storage SMALL = new Storage(64, 128, 3, 2, null, -1);

    private static final Storage SMALL_V2 = new Storage(64, 64, 3, 2, null, -1);

    private Known() {}

    /** (i * 2654435761 mod 2^32) >> 16 at the i-th voxel, in C order, kept within {@code limit}. */
    static void fill(RasterWriter writer, RasterSpec spec, long limit) {
        try (writer;
                Arena arena = Arena.ofConfined()) {
            Block whole = Block.zeros(spec.dtype(), spec.grid().region(), arena);
            for (long i = 0; i < whole.voxels(); i++) {
                long v = ((i * 2654435761L & 0xFFFFFFFFL) >> 16) % limit;
                if (spec.dtype().isFloating()) {
                    whole.set(i, v / 7.0);
                } else {
                    whole.setLong(i, v);
                }
            }
            writer.write(whole);
        }
    }

    static void write(Path path, int zarr) {
        Dialect dialect = Dialect.of(zarr);
        try (Store store = FileStore.create(path)) {
            SpatialDataStore.create(store, dialect);
            elements(new ElementWriter(store, dialect, Layout.fresh(zarr)), zarr == 2 ? SMALL_V2 : SMALL, "", Map.of());
            finish(store);
        }
    }

    /** Adds to a store that something else wrote, following it. */
    static void add(Path path) {
        try (Store store = FileStore.open(path)) {
            SpatialDataStore there = SpatialDataStore.open(store, true);
            ElementWriter writer = new ElementWriter(store, there.dialect(), there.layout(Kind.IMAGE));
            ZarrGroup.openPlain(store, "").retract();
            elements(writer, Storage.DEFAULT, "new_", Map.of());
            finish(store);
        }
    }

    private static void finish(Store store) {
        GroupLists.update(store);
        ZarrGroup.openPlain(store, "").consolidate();
    }

    private static void elements(ElementWriter writer, Storage storage, String prefix, Map<String, Affine> others) {
        Map<String, Object> provenance = Map.of("processor", "test", "version", "1");
        RasterSpec image =
                RasterSpec.image(Grid.of("cyx", 2, 203, 301), DType.U16).withChannels(List.of("DAPI", "CD 45"));
        fill(writer.raster(prefix + "image", image, storage, others, provenance), image, 65536);

        Grid calibrated = Grid.of("yx", 150, 170).withSpacing(Map.of(Axis.Y, 0.5, Axis.X, 0.25), Unit.MICROMETER);
        RasterSpec plane = RasterSpec.image(calibrated, DType.F32);
        fill(writer.raster(prefix + "plane", plane, storage, others, provenance), plane, 1000);

        Affine turned = Affine.of(new double[][] {{0, 2, 5}, {3, 0, -7}});
        RasterSpec labels = RasterSpec.labels(Grid.of("yx", 203, 301).withWorld(turned, "global", Map.of()), DType.I32);
        fill(
                writer.raster(prefix + "cells", labels, storage, Map.of("um", Affine.identity(2)), provenance),
                labels,
                300);

        RasterSpec volume = RasterSpec.labels(Grid.of("zyx", 7, 70, 81), DType.U32);
        fill(writer.raster(prefix + "volume", volume, storage, others, provenance), volume, 65536);

        writer.table(prefix + "table", table(prefix), provenance);
    }

    static Table table(String prefix) {
        Map<String, Column> obs = new LinkedHashMap<>();
        obs.put("region", Column.Texts.of(prefix + "cells", prefix + "cells", prefix + "cells", prefix + "cells"));
        obs.put("instance_id", Column.Integers.of(1, 2, 3, 4));
        obs.put("area", Column.Numbers.of(1.5, Double.NaN, -3, 1e300));
        obs.put("small", new Column.Integers(new long[] {1, -2, 3, -4}, null, DType.I8));
        obs.put("text", Column.Texts.of("a", "", "\u00e4\u20ac", "d e"));
        obs.put("holes", new Column.Texts(new String[] {"x", null, "y", "x"}));
        obs.put(
                "maybe",
                new Column.Integers(new long[] {7, 0, 9, 0}, new boolean[] {false, true, false, false}, DType.I32));
        obs.put("flag", new Column.Truths(new boolean[] {true, false, true, true}, null));
        obs.put(
                "perhaps",
                new Column.Truths(new boolean[] {true, false, true, false}, new boolean[] {false, false, true, false}));
        obs.put("kind", new Column.Categories(new int[] {1, -1, 0, 1}, List.of("v", "u", "w"), true));
        Map<String, Column> var = new LinkedHashMap<>();
        var.put("marker", Column.Texts.of("DAPI", "CD 45", "x"));
        double[] x = new double[12];
        for (int i = 0; i < x.length; i++) {
            x[i] = i / 3.0;
        }
        Matrix.Sparse sparse = new Matrix.Sparse(
                4, 3, new long[] {0, 1, 1, 3, 3}, new int[] {2, 0, 1}, new double[] {1, 2, 3}, false, DType.F32);
        Matrix.Sparse byColumn = new Matrix.Sparse(
                4, 3, new long[] {0, 1, 2, 3}, new int[] {2, 2, 0}, new double[] {2, 3, 1}, true, DType.F64);
        Matrix.Dense mask = new Matrix.Dense(4, 3, new double[] {1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0}, DType.BOOL);
        Map<String, Matrix> layers = new LinkedHashMap<>();
        layers.put("csr", sparse);
        layers.put("csc", byColumn);
        layers.put("mask", mask);
        Map<String, Matrix> obsm = new LinkedHashMap<>();
        obsm.put("centroid_cell", new Matrix.Dense(4, 2, new double[] {1, 2, 3, 4, 5, 6, 7, 8}, DType.F64));
        return new Table(
                new String[] {"1", "2", "3", "4"},
                obs,
                new String[] {"DAPI_mean", "CD_mean", "x_mean"},
                var,
                new Matrix.Dense(4, 3, x, DType.F64),
                layers,
                obsm,
                new Table.Link(List.of(prefix + "cells"), "region", "instance_id"));
    }

    static void image(Path path, int zarr) {
        Grid grid = Grid.of("tczyx", 2, 3, 5, 90, 101)
                .withSpacing(Map.of(Axis.Z, 2.0, Axis.Y, 0.5, Axis.X, 0.5), Unit.MICROMETER)
                .withSpacing(Map.of(Axis.T, 3.0), Unit.SECOND);
        RasterSpec spec = RasterSpec.image(grid, DType.U8).withChannels(List.of("a", "b", "c"));
        try (Store store = FileStore.create(path)) {
            fill(
                    ElementWriter.image(
                            store,
                            "image",
                            spec,
                            Layout.fresh(zarr),
                            zarr == 2 ? SMALL_V2 : SMALL,
                            Map.of("processor", "test")),
                    spec,
                    256);
        }
    }
}
