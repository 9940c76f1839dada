package org.roimill.stores.spatialdata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Affine;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;
import org.roimill.stores.complete.Seal;
import org.roimill.stores.ngff.Ngff;
import org.roimill.stores.ngff.version.NgffVersion;
import org.roimill.stores.raster.PyramidWriter;
import org.roimill.stores.zarr.meta.Json;

/**
 * The attributes of an image or labels. Coarser levels say their scale and where their first voxel lies, which is half
 * a coarse voxel less half a fine one further in: docs/decisions/pyramids.md.
 */
final class RasterMetadata {
    private static final String ATTRS = "spatialdata_attrs";
    private static final List<String> COLORS =
            List.of("0000FF", "00FF00", "FF0000", "FF00FF", "00FFFF", "FFFF00", "FFFFFF");

    private RasterMetadata() {}

    /**
     * As an element of a SpatialData store: the levels relate to the finest, which lies in coordinate systems.
     *
     * @param others systems besides that of the grid, with the maps into them
     */
    static ObjectNode element(
            String name,
            RasterSpec spec,
            List<Axis> stored,
            List<PyramidWriter.Level> levels,
            Dialect dialect,
            Map<String, Affine> others,
            Map<String, Object> provenance) {
        Grid grid = spec.grid();
        ObjectNode attributes = Json.object();
        NgffVersion ngff = Ngff.forZarr(dialect.zarr());
        ObjectNode m = multiscale(attributes, name, spec, stored, Map.of(), ngff);
        if (ngff.zarr() == 3) {
            // SpatialData knows its versions of 0.5 by no other name.
            ngff.keysOf(attributes).put("version", "0.5-dev-spatialdata");
        }
        if (spec.kind() == Kind.IMAGE) {
            channelLabels(ngff.keysOf(attributes), spec);
        }
        double[] unit = new double[stored.size()];
        Arrays.fill(unit, 1);
        datasets(m, levels, unit, new double[stored.size()]);
        ArrayNode maps = m.putArray("coordinateTransformations");
        maps.add(Transforms.write(stored, grid.axes(), grid.toWorld(), grid.world(), grid.units()));
        others.forEach((system, map) -> maps.add(Transforms.write(stored, grid.axes(), map, system, Map.of())));
        attributes.putObject(ATTRS).put("version", dialect.raster());
        ours(attributes, grid, stored, provenance);
        return attributes;
    }

    /** As a plain OME-Zarr image, which knows scales and translations alone. */
    static ObjectNode image(
            String name,
            RasterSpec spec,
            List<Axis> stored,
            List<PyramidWriter.Level> levels,
            int zarr,
            Map<String, Object> provenance) {
        Grid grid = spec.grid();
        if (!grid.toWorld().isScaling()) {
            throw RoimillException.usage(
                    "'" + name + "' is turned or sheared in the world, which an OME-Zarr image cannot say",
                    "Write it into a SpatialData store.");
        }
        ObjectNode attributes = Json.object();
        NgffVersion ngff = Ngff.forZarr(zarr);
        ObjectNode m = multiscale(attributes, name, spec, stored, grid.units(), ngff);
        if (!spec.channels().isEmpty()) {
            channels(ngff.keysOf(attributes), spec, ngff.channelsNeedDisplay());
        }
        double[] scale = new double[stored.size()];
        double[] shift = new double[stored.size()];
        for (int d = 0; d < scale.length; d++) {
            int axis = grid.axes().indexOf(stored.get(d));
            scale[d] = axis < 0 ? 1 : grid.toWorld().get(axis, axis);
            shift[d] = axis < 0 ? 0 : grid.toWorld().translation(axis);
        }
        datasets(m, levels, scale, shift);
        ours(attributes, grid, stored, provenance);
        return attributes;
    }

    private static ObjectNode multiscale(
            ObjectNode attributes,
            String name,
            RasterSpec spec,
            List<Axis> stored,
            Map<Axis, Unit> units,
            NgffVersion ngff) {
        ObjectNode keys = ngff.keysOf(attributes);
        ObjectNode m = Json.object();
        ngff.putVersion(keys, m);
        keys.putArray("multiscales").add(m);
        m.put("name", name);
        ArrayNode axes = m.putArray("axes");
        for (Axis axis : stored) {
            ObjectNode a = axes.addObject().put("name", String.valueOf(axis.letter()));
            a.put("type", axis == Axis.C ? "channel" : axis == Axis.T ? "time" : "space");
            if (units.containsKey(axis)) {
                a.put("unit", units.get(axis).fullName());
            }
        }
        if (spec.kind() == Kind.LABELS) {
            ObjectNode label = keys.putObject("image-label");
            ngff.putVersion(keys, label);
            if (ngff.zarr() == 3) {
                label.remove("version");
            }
        }
        return m;
    }

    /** SpatialData reads no image without labels of its channels; numbers stand for names that nobody gave. */
    private static void channelLabels(ObjectNode keys, RasterSpec spec) {
        ArrayNode list = keys.putObject("omero").putArray("channels");
        for (int i = 0; i < spec.grid().size(Axis.C); i++) {
            if (spec.channels().isEmpty()) {
                list.addObject().put("label", i);
            } else {
                list.addObject().put("label", spec.channels().get(i));
            }
        }
    }

    private static void channels(ObjectNode keys, RasterSpec spec, boolean display) {
        ArrayNode list = keys.putObject("omero").putArray("channels");
        DType dtype = spec.dtype();
        for (int i = 0; i < spec.channels().size(); i++) {
            ObjectNode channel = list.addObject().put("label", spec.channels().get(i));
            if (display) {
                channel.put("color", COLORS.get(i % COLORS.size())).put("active", true);
                double min = dtype.isFloating() ? 0 : dtype.min();
                double max = dtype.isFloating() ? 1 : dtype.max();
                channel.putObject("window")
                        .put("min", min)
                        .put("max", max)
                        .put("start", min)
                        .put("end", max);
            }
        }
    }

    private static void datasets(ObjectNode m, List<PyramidWriter.Level> levels, double[] scale, double[] shift) {
        ArrayNode datasets = m.putArray("datasets");
        for (PyramidWriter.Level level : levels) {
            double[] own = new double[scale.length];
            double[] first = new double[scale.length];
            boolean shifted = false;
            for (int d = 0; d < own.length; d++) {
                own[d] = scale[d] * level.factors()[d];
                first[d] = shift[d] + scale[d] * (level.factors()[d] - 1) / 2.0;
                shifted |= first[d] != 0;
            }
            ArrayNode transforms =
                    datasets.addObject().put("path", level.path()).putArray("coordinateTransformations");
            transforms.addObject().put("type", "scale").set("scale", Transforms.numbers(own));
            if (shifted) {
                transforms.addObject().put("type", "translation").set("translation", Transforms.numbers(first));
            }
        }
    }

    /** What only we read: where it comes from, and axes that the store asked for and the element does not have. */
    private static void ours(ObjectNode attributes, Grid grid, List<Axis> stored, Map<String, Object> provenance) {
        ObjectNode ours = Seal.ours(Plain.node(provenance));
        if (stored.size() != grid.axes().count()) {
            ours.put("axes", grid.axes().toString());
        }
        attributes.set(Seal.KEY, ours);
    }
}
