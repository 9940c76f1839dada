package org.roimill.stores.spatialdata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.roimill.core.element.ElementNames;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Table;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.format.Storage;
import org.roimill.core.space.Affine;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.stores.complete.Seal;
import org.roimill.stores.raster.Layout;
import org.roimill.stores.raster.PyramidWriter;
import org.roimill.stores.table.AnnDataWriter;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.store.Store;

/** Writes elements, each under its final path, into a store that nobody reads yet. */
public final class ElementWriter {
    private final Store staging;
    private final Dialect dialect;
    private final Layout layout;

    public ElementWriter(Store staging, Dialect dialect, Layout layout) {
        this.staging = staging;
        this.dialect = dialect;
        this.layout = layout;
    }

    /** Where an element of that kind and name belongs. */
    public static String path(Kind kind, String name) {
        return switch (kind) {
            case IMAGE -> "images/" + name;
            case LABELS -> "labels/" + name;
            case TABLE -> "tables/" + name;
            case SHAPES -> "shapes/" + name;
            case CROPS ->
                throw RoimillException.usage(
                        "'" + name + "' are crops, which a store does not hold", "Write them as files.");
        };
    }

    /**
     * @param others coordinate systems besides that of the grid, with the maps into them
     */
    public RasterWriter raster(
            String name, RasterSpec spec, Storage storage, Map<String, Affine> others, Map<String, Object> provenance) {
        ElementNames.check(name);
        if (spec.axes().has(Axis.T)) {
            throw RoimillException.usage(
                    "'" + name + "' has a time axis, which SpatialData does not know",
                    "Take one time point, or write a plain OME-Zarr image.");
        }
        boolean labels = spec.kind() == Kind.LABELS;
        if (labels && spec.axes().has(Axis.C)) {
            throw RoimillException.usage(
                    "the labels '" + name + "' have an axis of channels, which SpatialData does not know",
                    "Make labels of one channel.");
        }
        String path = path(spec.kind(), name);
        Axes extra = labels ? Axes.NONE : Axes.of("c");
        return PyramidWriter.create(staging, path, spec, extra, layout, storage, (stored, levels, chunks) -> {
            ObjectNode attributes = RasterMetadata.element(name, spec, stored, levels, dialect, others, provenance);
            Seal.put(chunks, staging, path, levels.getFirst().path(), attributes);
            ZarrGroup.create(staging, path, dialect.zarr(), attributes);
        });
    }

    /** A plain OME-Zarr image, at the root of the store. */
    public static RasterWriter image(
            Store store, String name, RasterSpec spec, Layout layout, Storage storage, Map<String, Object> provenance) {
        return PyramidWriter.create(store, "", spec, Axes.NONE, layout, storage, (stored, levels, chunks) -> {
            ObjectNode attributes = RasterMetadata.image(name, spec, stored, levels, layout.zarr(), provenance);
            Seal.put(chunks, store, "", levels.getFirst().path(), attributes);
            ZarrGroup.create(store, "", layout.zarr(), attributes);
        });
    }

    public void table(String name, Table table, Map<String, Object> provenance) {
        ElementNames.check(name);
        new AnnDataWriter(staging, path(Kind.TABLE, name), dialect.zarr())
                .write(table, dialect.table(), Seal.ours(Plain.node(provenance)));
    }
}
