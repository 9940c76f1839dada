package org.roimill.core.format;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Length;
import org.roimill.core.space.Unit;

/**
 * What the user says about a file that does not say it itself: the axes of its pages in the order in which they are
 * stored, such as {@code cyx}; the size of a voxel; the names of its channels. Any may be null or empty.
 */
public record Declared(String axes, Map<Axis, Double> spacing, Unit unit, List<String> channels) {
    private static final List<Axis> SPATIAL = List.of(Axis.Z, Axis.Y, Axis.X);

    public static final Declared NOTHING = new Declared(null, Map.of(), null, List.of());

    public Declared {
        spacing = Map.copyOf(spacing);
        channels = List.copyOf(channels);
    }

    /**
     * As a user writes it; what is null or empty is not said.
     *
     * @param pixelSize {@code 0.325um} along y and x, or {@code 1um,0.325um,0.325um} for z, y and x
     */
    public static Declared of(String axes, String pixelSize, List<String> channels) {
        if (pixelSize == null || pixelSize.isBlank()) {
            return new Declared(axes, Map.of(), null, channels);
        }
        List<Length.Part> parts = sizes(pixelSize);
        Unit unit = parts.getLast().unit();
        // One or two numbers are those of the plane: the distance of slices is hardly ever the same, and never guessed.
        int first = parts.size() == 3 ? 0 : 1;
        Map<Axis, Double> spacing = new EnumMap<>(Axis.class);
        for (Axis axis : SPATIAL.subList(first, SPATIAL.size())) {
            Length.Part part = parts.size() == 1 ? parts.getFirst() : parts.get(SPATIAL.indexOf(axis) - first);
            spacing.put(
                    axis,
                    part.unit() == null
                            ? part.value()
                            : part.value() * part.unit().in(unit));
        }
        return new Declared(axes, spacing, unit, channels);
    }

    private static List<Length.Part> sizes(String pixelSize) {
        List<Length.Part> parts = new ArrayList<>();
        try {
            for (String text : pixelSize.split(",", -1)) {
                parts.addAll(Length.parse(text).parts());
            }
        } catch (IllegalArgumentException e) {
            throw wrong(pixelSize, e.getMessage());
        }
        if (parts.size() > 3) {
            throw wrong(pixelSize, "there are " + parts.size() + " numbers");
        }
        if (parts.getLast().unit() == null) {
            throw wrong(pixelSize, "it has no unit");
        }
        if (!parts.stream().allMatch(p -> p.value() > 0 && Double.isFinite(p.value()))) {
            throw wrong(pixelSize, "a size is more than zero");
        }
        return parts;
    }

    private static RoimillException wrong(String pixelSize, String why) {
        return RoimillException.usage(
                "pixel size " + pixelSize + ": " + why,
                "Write for example 0.325um, or 1um,0.325um,0.325um for z, y and x.");
    }
}
