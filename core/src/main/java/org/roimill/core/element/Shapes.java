package org.roimill.core.element;

import java.util.List;
import java.util.Map;

/** Shapes in memory, in the x and y of a named world, with columns about them. */
public record Shapes(String world, String[] index, List<Geometry> geometries, Map<String, Column> columns) {
    /** One shape. Rings are x0, y0, x1, y1, ...; the first is the outline, the others are holes. */
    public sealed interface Geometry {
        record Point(double x, double y) implements Geometry {}

        record Circle(double x, double y, double radius) implements Geometry {}

        record Polygon(List<double[]> rings) implements Geometry {}

        record MultiPolygon(List<Polygon> parts) implements Geometry {}
    }

    public Shapes {
        geometries = List.copyOf(geometries);
        if (index.length != geometries.size()) {
            throw new IllegalArgumentException(index.length + " names for " + geometries.size() + " shapes");
        }
    }
}
