package org.roimill.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.roimill.cli.console.Columns;
import org.roimill.core.element.CropsSpec;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.ShapesSpec;
import org.roimill.core.element.TableSpec;
import org.roimill.core.format.Element;
import org.roimill.core.format.Roi;
import org.roimill.core.memory.Bytes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;

/** Elements for people. */
final class ElementText {
    private ElementText() {}

    static void table(Roi roi, PrintWriter out) {
        out.println(roi.name() + ": " + roi.description());
        if (roi.elements().isEmpty()) {
            out.println("no elements");
            return;
        }
        Columns columns = new Columns("").row("KIND", "NAME", "SIZE", "TYPE", "LEVELS", "VOXEL", "STORAGE", "MADE BY");
        for (Element e : roi.elements()) {
            String made = madeBy(e.provenance());
            String storage = e.storage().entrySet().stream()
                    .map(s -> s.getKey().equals("bytes") ? s.getValue() : s.getKey() + " " + s.getValue())
                    .collect(Collectors.joining(", "));
            switch (e.spec()) {
                case RasterSpec raster ->
                    columns.row(
                            e.kind().toString(),
                            e.name(),
                            size(raster.grid()),
                            raster.dtype().toString(),
                            String.valueOf(e.levels().size()),
                            voxel(raster.grid()),
                            storage,
                            made);
                case TableSpec table ->
                    columns.row("table", e.name(), table.columns().size() + " columns", "", "", "", storage, made);
                case ShapesSpec shapes -> columns.row("shapes", e.name(), "", "", "", "", storage, made);
                case CropsSpec crops ->
                    columns.row("crops", e.name(), "of " + size(crops.source().grid()), "", "", "", storage, made);
            }
        }
        columns.print(out);
    }

    static void detail(Element e, PrintWriter out) {
        out.println(e.name() + ": " + e.kind());
        Columns columns = new Columns("  ");
        switch (e.spec()) {
            case RasterSpec raster -> raster(e, raster, columns);
            case TableSpec table -> columns.row("columns", String.join(", ", table.columns()));
            case ShapesSpec shapes -> columns.row("world", shapes.world());
            case CropsSpec crops -> {
                columns.row(
                        "cut from",
                        size(crops.source().grid()) + ", " + crops.source().dtype());
                columns.row("beyond the edge", crops.border().toString());
                columns.row("attributes", String.join(", ", crops.attributes()));
            }
        }
        e.storage().forEach(columns::row);
        e.provenance().forEach((key, value) -> columns.row("made by: " + key, String.valueOf(value)));
        columns.print(out);
    }

    private static void raster(Element e, RasterSpec raster, Columns columns) {
        columns.row("type", raster.dtype() + ", " + Bytes.text(raster.bytes()) + " of voxels");
        if (!raster.channels().isEmpty()) {
            columns.row("channels", String.join(", ", raster.channels()));
        }
        columns.row("world", raster.grid().world());
        for (RasterSpec level : e.levels()) {
            String voxel = voxel(level.grid());
            columns.row(
                    "level " + level.grid().level(), size(level.grid()) + (voxel.isEmpty() ? "" : ", voxel " + voxel));
        }
    }

    private static String size(Grid grid) {
        List<String> parts = new ArrayList<>();
        grid.axes().forEach(a -> parts.add(a.letter() + "=" + grid.size(a)));
        return String.join(" ", parts);
    }

    /** For example {@code z 1 um, y x 0.325 um}; empty where no size is known. */
    static String voxel(Grid grid) {
        List<String> parts = new ArrayList<>();
        String before = "";
        for (Axis axis : grid.axes().spatial()) {
            if (!grid.isCalibrated(axis)) {
                continue;
            }
            String spacing = number(grid.spacing(axis)) + " " + grid.units().get(axis);
            if (spacing.equals(before)) {
                String last = parts.removeLast();
                parts.add(last.replace(" " + spacing, " " + axis.letter() + " " + spacing));
            } else {
                parts.add(axis.letter() + " " + spacing);
            }
            before = spacing;
        }
        return String.join(", ", parts);
    }

    private static String number(double n) {
        return n == Math.rint(n) ? String.valueOf((long) n) : String.valueOf((float) n);
    }

    private static String madeBy(Map<String, Object> provenance) {
        Object processor = provenance.get("processor");
        return processor == null ? "" : processor.toString();
    }
}
