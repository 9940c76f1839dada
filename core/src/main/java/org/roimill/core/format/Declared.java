package org.roimill.core.format;

import java.util.List;
import java.util.Map;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Unit;

/**
 * What the user says about a file that does not say it itself: the axes of its pages in the order in which they are
 * stored, such as {@code cyx}; the size of a voxel; the names of its channels. Any may be null or empty.
 */
public record Declared(String axes, Map<Axis, Double> spacing, Unit unit, List<String> channels) {
    public static final Declared NOTHING = new Declared(null, Map.of(), null, List.of());

    public Declared {
        spacing = Map.copyOf(spacing);
        channels = List.copyOf(channels);
    }
}
