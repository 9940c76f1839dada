package org.roimill.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.CropsSpec;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.ShapesSpec;
import org.roimill.core.element.TableSpec;
import org.roimill.core.format.Element;
import org.roimill.core.format.Roi;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;

/** Elements for scripts: plain maps and lists. */
final class ElementJson {
    private ElementJson() {}

    static Map<String, Object> roi(Roi roi) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", roi.name());
        map.put("description", roi.description());
        map.put("elements", roi.elements().stream().map(e -> element(e, false)).toList());
        map.put(
                "faults",
                roi.faults().stream()
                        .map(f ->
                                Map.of("place", f.place(), "problem", f.cause().getMessage()))
                        .toList());
        return map;
    }

    /** @param attributes whether the element's own metadata are wanted, which may be long */
    static Map<String, Object> element(Element e, boolean attributes) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", e.name());
        map.put("kind", e.kind().toString());
        switch (e.spec()) {
            case RasterSpec raster -> {
                map.put("axes", raster.axes().toString());
                map.put("shape", raster.grid().shape());
                map.put("dtype", raster.dtype().toString());
                map.put("bytes", raster.bytes());
                map.put("channels", raster.channels());
                map.put("world", raster.grid().world());
                map.put("voxel", voxel(raster.grid()));
                map.put("levels", e.levels().stream().map(ElementJson::level).toList());
            }
            case TableSpec table -> map.put("columns", table.columns());
            case ShapesSpec shapes -> map.put("world", shapes.world());
            case CropsSpec crops -> {
                map.put("source", level(crops.source()));
                map.put("attributes", crops.attributes());
            }
        }
        map.put("storage", e.storage());
        map.put("provenance", e.provenance());
        if (attributes) {
            map.put("metadata", e.attributes());
        }
        return map;
    }

    private static Map<String, Object> level(RasterSpec level) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("shape", level.grid().shape());
        map.put("voxel", voxel(level.grid()));
        map.put("to_world", List.of((Object[]) level.grid().toWorld().matrix()));
        return map;
    }

    /** Sizes by axis; an axis without calibration is left out. */
    private static Map<String, Object> voxel(Grid grid) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Axis axis : grid.axes()) {
            if (grid.isCalibrated(axis)) {
                Map<String, Object> size = new LinkedHashMap<>();
                size.put("size", grid.spacing(axis));
                size.put("unit", grid.units().get(axis).fullName());
                map.put(String.valueOf(axis.letter()), size);
            }
        }
        return map;
    }
}
