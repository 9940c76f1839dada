package org.roimill.stores.ngff;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Unit;
import org.roimill.stores.ngff.version.Meta;

/**
 * One pyramid as its metadata describe it, axes in the order in which they are stored.
 *
 * @param levels finest first
 * @param scale of all levels, after their own; null where none is said
 * @param translation of all levels, after their own; null where none is said
 * @param channels names along the axis of channels, empty where none are said
 * @param raw the metadata themselves
 */
public record Multiscale(
        String name,
        List<StoredAxis> axes,
        List<Level> levels,
        double[] scale,
        double[] translation,
        List<String> channels,
        Meta raw) {
    private static final int MOST_LEVELS = 1000;
    private static final int FEWEST_AXES = 2;
    private static final int MOST_AXES = 5;

    /** One axis; type and unit are null where they are not said. */
    public record StoredAxis(String name, String type, String unit, Meta raw) {
        /** Which of our axes it is. */
        public Axis axis() {
            String letter = name.toLowerCase(Locale.ROOT);
            if (letter.length() == 1 && "tczyx".contains(letter)) {
                return Axis.of(letter.charAt(0));
            }
            if ("channel".equals(type)) {
                return Axis.C;
            }
            if ("time".equals(type)) {
                return Axis.T;
            }
            throw raw.fault("is the axis '" + name + "'; read are t, c, z, y and x");
        }

        /** Null where it is not said, or nobody knows it. */
        public Unit knownUnit() {
            return unit == null ? null : Unit.find(unit);
        }
    }

    /** One array: where it is, and how its indices become those of the whole. */
    public record Level(String path, double[] scale, double[] translation) {}

    /**
     * Reads the first pyramid of a group.
     *
     * @param keys where {@code multiscales} stands
     * @param ownTransforms whether the transforms of the whole are none of NGFF's; they are left alone then
     */
    public static Multiscale read(Meta keys, boolean ownTransforms) {
        return read(keys, keys.need("multiscales").list(1, Integer.MAX_VALUE).getFirst(), ownTransforms);
    }

    static Multiscale read(Meta keys, Meta m, boolean ownTransforms) {
        m.object();
        List<StoredAxis> axes = axes(m.need("axes"));
        List<Level> levels = new ArrayList<>();
        for (Meta dataset : m.need("datasets").list(1, MOST_LEVELS)) {
            String path = dataset.need("path").text();
            Scaling own = scaling(dataset.need("coordinateTransformations"));
            levels.add(new Level(path, own.scale, own.translation));
        }
        Meta outer = m.at("coordinateTransformations");
        Scaling whole = outer.isPresent() && !ownTransforms ? scaling(outer) : new Scaling(null, null);
        String name = m.at("name").isPresent() ? m.at("name").text() : "";
        return new Multiscale(name, axes, levels, whole.scale, whole.translation, channels(keys, m), m);
    }

    private static List<StoredAxis> axes(Meta list) {
        List<StoredAxis> axes = new ArrayList<>();
        int spatial = 0;
        for (Meta axis : list.set(FEWEST_AXES, MOST_AXES)) {
            String type = axis.object().at("type").isPresent() ? axis.at("type").text() : null;
            JsonNode unit = axis.at("unit").node();
            axes.add(new StoredAxis(axis.need("name").text(), type, unit.isTextual() ? unit.textValue() : null, axis));
            spatial += type == null || type.equals("space") ? 1 : 0;
        }
        if (spatial < 2 || spatial > 3) {
            throw list.fault("has " + spatial + " axes of space, not 2 or 3");
        }
        return axes;
    }

    private record Scaling(double[] scale, double[] translation) {}

    /** Exactly one scale, and translations behind it. */
    private static Scaling scaling(Meta transforms) {
        double[] scale = null;
        double[] translation = null;
        for (Meta t : transforms.list(1, 2)) {
            String type = t.need("type").text();
            switch (type) {
                case "scale" -> {
                    if (scale != null) {
                        throw t.fault("is a second scale");
                    }
                    scale = t.need("scale").numbers(FEWEST_AXES, Integer.MAX_VALUE);
                }
                case "translation" -> {
                    if (translation != null) {
                        throw t.fault("is a second translation");
                    }
                    translation = t.need("translation").numbers(FEWEST_AXES, Integer.MAX_VALUE);
                }
                default -> throw t.at("type").fault("is '" + type + "', neither scale nor translation");
            }
        }
        if (scale == null) {
            throw transforms.fault("has no scale");
        }
        return new Scaling(scale, translation);
    }

    /** Refuses vectors that are not as long as there are axes, which the schemas let pass. */
    public void checkLengths() {
        for (int k = 0; k < levels.size(); k++) {
            checkLength(levels.get(k).scale, "datasets[" + k + "]");
            checkLength(levels.get(k).translation, "datasets[" + k + "]");
        }
        checkLength(scale, "coordinateTransformations");
        checkLength(translation, "coordinateTransformations");
    }

    private void checkLength(double[] vector, String where) {
        if (vector != null && vector.length != axes.size()) {
            throw raw.at(where).fault("has a transform of " + vector.length + " numbers for " + axes.size() + " axes");
        }
    }

    /** Labels of channels wherever writers put them; texts or numbers. Display settings do not decide what is read. */
    private static List<String> channels(Meta keys, Meta m) {
        for (Meta home : List.of(keys.at("omero"), m.at("metadata").at("omero"), keys.at("channels_metadata"))) {
            List<String> names = new ArrayList<>();
            for (JsonNode channel : home.at("channels").node()) {
                JsonNode label = channel.path("label");
                if (label.isValueNode() && !label.isNull()) {
                    names.add(label.asText());
                }
            }
            if (!names.isEmpty()) {
                return names;
            }
        }
        return List.of();
    }
}
