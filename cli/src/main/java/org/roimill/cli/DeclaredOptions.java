package org.roimill.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Declared;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Length;
import org.roimill.core.space.Unit;
import picocli.CommandLine.Option;

/** What the user says where a file does not. */
final class DeclaredOptions {
    private static final List<Axis> SPATIAL = List.of(Axis.Z, Axis.Y, Axis.X);

    @Option(
            names = "--axes",
            paramLabel = "AXES",
            description = "The axes of the file, outermost first, out of t c z y x: for example cyx or tzyx.")
    private String axes;

    @Option(
            names = "--pixel-size",
            paramLabel = "SIZE",
            description = "The size of a voxel with its unit: 0.325um along y and x, or 1um,0.325um,0.325um for z,y,x.")
    private String pixelSize;

    @Option(
            names = "--channels",
            paramLabel = "NAME,...",
            split = ",",
            description = "The names of the channels; of several files, one name for each.")
    private List<String> channels = List.of();

    Declared declared() {
        if (pixelSize == null) {
            return new Declared(axes, Map.of(), null, channels);
        }
        List<Length.Part> parts = sizes();
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

    private List<Length.Part> sizes() {
        List<Length.Part> parts = new ArrayList<>();
        try {
            for (String text : pixelSize.split(",", -1)) {
                parts.addAll(Length.parse(text).parts());
            }
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
        if (parts.size() > 3) {
            throw wrong("there are " + parts.size() + " numbers");
        }
        if (parts.getLast().unit() == null) {
            throw wrong("it has no unit");
        }
        if (!parts.stream().allMatch(p -> p.value() > 0 && Double.isFinite(p.value()))) {
            throw wrong("a size is more than zero");
        }
        return parts;
    }

    private RoimillException wrong(String why) {
        return RoimillException.usage(
                "--pixel-size " + pixelSize + ": " + why,
                "Write for example 0.325um, or 1um,0.325um,0.325um for z, y and x.");
    }
}
