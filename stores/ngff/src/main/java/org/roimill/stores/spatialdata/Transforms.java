package org.roimill.stores.spatialdata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.space.Affine;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;
import org.roimill.stores.ngff.version.Meta;
import org.roimill.stores.zarr.meta.Json;

/**
 * The maps from an element's own coordinates to the coordinate systems that it lies in. Axes go by name. Any nesting of
 * identity, scale, translation, affine, rotation, mapAxis, byDimension and sequence is one affine map in the end.
 */
public final class Transforms {
    private final Map<String, Meta> bySystem;
    private final List<String> axes;

    private Transforms(Map<String, Meta> bySystem, List<String> axes) {
        this.bySystem = bySystem;
        this.axes = axes;
    }

    /**
     * @param list {@code coordinateTransformations}; not present for none
     * @param axes names of the element's axes, as stored
     */
    public static Transforms read(Meta list, List<String> axes) {
        Map<String, Meta> bySystem = new LinkedHashMap<>();
        if (list.isPresent()) {
            for (Meta t : list.list(0, Integer.MAX_VALUE)) {
                Meta name = t.object().at("output").at("name");
                bySystem.put(name.isPresent() ? name.text() : Grid.GLOBAL, t);
            }
        }
        return new Transforms(bySystem, List.copyOf(axes));
    }

    /** Names of the coordinate systems, as they stand in the metadata. */
    public List<String> systems() {
        return List.copyOf(bySystem.keySet());
    }

    /** The one that is meant where none is named: {@code global}, or else the first. */
    public String preferred() {
        return bySystem.isEmpty() || bySystem.containsKey(Grid.GLOBAL)
                ? Grid.GLOBAL
                : bySystem.keySet().iterator().next();
    }

    /** The map to one system, over these of the element's axes. */
    public Affine toWorld(String system, Axes over) {
        Map<String, double[]> rows = new LinkedHashMap<>();
        for (int i = 0; i < axes.size(); i++) {
            double[] row = new double[axes.size() + 1];
            row[i] = 1;
            rows.put(axes.get(i), row);
        }
        Meta t = bySystem.get(system);
        Map<String, double[]> mapped = t == null ? rows : apply(t, rows);
        double[][] m = new double[over.count()][over.count() + 1];
        for (int r = 0; r < m.length; r++) {
            String name = String.valueOf(over.get(r).letter());
            double[] row = mapped.getOrDefault(name, rows.get(name));
            for (int c = 0; c < over.count(); c++) {
                m[r][c] = row[axes.indexOf(String.valueOf(over.get(c).letter()))];
            }
            m[r][over.count()] = row[axes.size()];
        }
        return Affine.of(m);
    }

    /** What each axis is after the transform, given what it is before: coefficients of the element's axes, and a shift. */
    private Map<String, double[]> apply(Meta t, Map<String, double[]> before) {
        String type = t.need("type").text();
        List<String> in = names(t.at("input"), inOrder(before));
        List<String> out = names(t.at("output"), in);
        Map<String, double[]> after = new LinkedHashMap<>();
        switch (type) {
            case "identity" -> in.forEach(name -> after.put(name, need(before, name, t)));
            case "scale" -> {
                double[] scale = t.need("scale").numbers(in.size());
                for (int i = 0; i < scale.length; i++) {
                    after.put(in.get(i), plus(new double[axes.size() + 1], need(before, in.get(i), t), scale[i]));
                }
            }
            case "translation" -> {
                double[] shift = t.need("translation").numbers(in.size());
                for (int i = 0; i < shift.length; i++) {
                    double[] row = need(before, in.get(i), t).clone();
                    row[axes.size()] += shift[i];
                    after.put(in.get(i), row);
                }
            }
            case "affine" -> matrix(t.need("affine"), in, out, true, before, after);
            case "rotation" -> matrix(t.need("rotation"), in, out, false, before, after);
            case "mapAxis" -> {
                Meta map = t.need("mapAxis").object();
                for (String name : out) {
                    after.put(
                            name,
                            need(before, map.at(name).isPresent() ? map.at(name).text() : name, t));
                }
            }
            case "sequence" -> {
                Map<String, double[]> state = before;
                for (Meta step : t.need("transformations").list(1, Integer.MAX_VALUE)) {
                    state = apply(step, state);
                }
                after.putAll(state);
            }
            case "byDimension" -> {
                for (Meta part : t.need("transformations").list(1, Integer.MAX_VALUE)) {
                    after.putAll(apply(part, before));
                }
            }
            default -> throw t.at("type").fault("is '" + type + "', a transform that is not read");
        }
        before.forEach(after::putIfAbsent);
        return after;
    }

    private void matrix(
            Meta rows,
            List<String> in,
            List<String> out,
            boolean shifted,
            Map<String, double[]> before,
            Map<String, double[]> after) {
        List<Meta> list = rows.list(out.size(), out.size() + 1);
        for (int r = 0; r < out.size(); r++) {
            double[] row = list.get(r).numbers(in.size() + (shifted ? 1 : 0));
            double[] sum = new double[axes.size() + 1];
            for (int c = 0; c < in.size(); c++) {
                plus(sum, need(before, in.get(c), rows), row[c]);
            }
            sum[axes.size()] += shifted ? row[in.size()] : 0;
            after.put(out.get(r), sum);
        }
    }

    private static double[] plus(double[] sum, double[] row, double factor) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor == 0 ? 0 : factor * row[i];
        }
        return sum;
    }

    private static double[] need(Map<String, double[]> before, String name, Meta t) {
        double[] row = before.get(name);
        if (row == null) {
            throw t.fault("uses the axis '" + name + "', which the element does not have");
        }
        return row;
    }

    /** Where a step does not name its axes, they are the element's, in its order. */
    private List<String> inOrder(Map<String, double[]> before) {
        List<String> names = new ArrayList<>(axes);
        names.retainAll(before.keySet());
        before.keySet().stream().filter(name -> !axes.contains(name)).forEach(names::add);
        return names;
    }

    /** Names of the axes of an input or output; what is given where they are not said. */
    private static List<String> names(Meta system, List<String> otherwise) {
        Meta list = system.at("axes");
        if (!list.isPresent()) {
            return otherwise;
        }
        return list.list(1, Integer.MAX_VALUE).stream()
                .map(a -> a.node().isTextual() ? a.text() : a.need("name").text())
                .toList();
    }

    /** The units of a coordinate system, as far as they are known ones. */
    public Map<Axis, Unit> units(String system) {
        Map<Axis, Unit> units = new EnumMap<>(Axis.class);
        Meta t = bySystem.get(system);
        if (t == null) {
            return units;
        }
        for (JsonNode axis : t.at("output").at("axes").node()) {
            String name = axis.path("name").asText();
            Unit unit =
                    axis.path("unit").isTextual() ? Unit.find(axis.path("unit").textValue()) : null;
            if (unit != null && name.length() == 1 && "tzyx".contains(name)) {
                Axis a = Axis.of(name.charAt(0));
                if (unit.isTime() == (a == Axis.T)) {
                    units.put(a, unit);
                }
            }
        }
        return units;
    }

    /**
     * The metadata of one map.
     *
     * @param axes all axes of the element, as stored; those that the map leaves out stay as they are
     */
    public static ObjectNode write(List<Axis> axes, Axes over, Affine map, String system, Map<Axis, Unit> units) {
        int n = axes.size();
        double[][] m = new double[n][n + 1];
        for (int r = 0; r < n; r++) {
            int from = over.indexOf(axes.get(r));
            for (int c = 0; c < n; c++) {
                int fromColumn = over.indexOf(axes.get(c));
                m[r][c] = from < 0 || fromColumn < 0 ? (r == c ? 1 : 0) : map.get(from, fromColumn);
            }
            m[r][n] = from < 0 ? 0 : map.translation(from);
        }
        ObjectNode t = Json.object();
        double[] scale = new double[n];
        double[] shift = new double[n];
        for (int r = 0; r < n; r++) {
            scale[r] = m[r][r];
            shift[r] = m[r][n];
        }
        boolean scaling = Affine.of(m).isScaling();
        boolean shifted = Arrays.stream(shift).anyMatch(v -> v != 0);
        boolean scaled = Arrays.stream(scale).anyMatch(v -> v != 1);
        if (scaling && !shifted) {
            t.put("type", "scale").set("scale", numbers(scale));
        } else if (scaling && !scaled) {
            t.put("type", "translation").set("translation", numbers(shift));
        } else {
            ArrayNode rows = t.put("type", "affine").putArray("affine");
            for (double[] row : m) {
                rows.add(numbers(row));
            }
        }
        t.set("input", system(letters(axes), axes, Map.of()));
        t.set("output", system(system, axes, units));
        return t;
    }

    public static ArrayNode numbers(double... values) {
        ArrayNode list = Json.array();
        for (double v : values) {
            list.add(v == 0 ? 0.0 : v);
        }
        return list;
    }

    private static String letters(List<Axis> axes) {
        StringBuilder s = new StringBuilder();
        axes.forEach(a -> s.append(a.letter()));
        return s.toString();
    }

    private static ObjectNode system(String name, List<Axis> axes, Map<Axis, Unit> units) {
        ObjectNode system = Json.object().put("name", name);
        ArrayNode list = system.putArray("axes");
        for (Axis axis : axes) {
            ObjectNode a = list.addObject().put("name", String.valueOf(axis.letter()));
            a.put("type", axis == Axis.C ? "channel" : axis == Axis.T ? "time" : "space");
            if (axis != Axis.C) {
                // "unit" is what SpatialData writes where nobody knows.
                a.put("unit", units.containsKey(axis) ? units.get(axis).fullName() : "unit");
            }
        }
        return system;
    }

    /** The other systems of an element, with their maps. Those that cannot be read are left out. */
    public Map<String, Affine> others(String system, Axes over) {
        Map<String, Affine> others = new LinkedHashMap<>();
        for (String name : new ArrayList<>(bySystem.keySet())) {
            if (!name.equals(system)) {
                others.put(name, toWorld(name, over));
            }
        }
        return others;
    }
}
