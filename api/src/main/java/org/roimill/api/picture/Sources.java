package org.roimill.api.picture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.Element;
import org.roimill.core.format.Roi;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;

/** The channels that a sheet shows: which are behind a name, and each one's colour and contrast on all of it. */
final class Sources {
    private static final List<String> NUCLEAR = List.of("dapi", "hoechst", "dna");
    private static final Light BLUE = new Light(0.2, 0.36, 0.95);
    private static final List<Light> OTHERS = List.of(
            new Light(0.2, 0.95, 0.45),
            new Light(1, 0.3, 0.75),
            new Light(1, 0.75, 0.2),
            new Light(0.25, 0.9, 1),
            new Light(1, 0.4, 0.25),
            new Light(0.75, 0.55, 1));
    /** Contrast is judged on a picture so large at most. */
    private static final int SAMPLE = 256;

    private final Map<String, Light> colours = new HashMap<>();
    private final Map<String, Stretch> stretches = new HashMap<>();

    /** One channel of an element. */
    record Source(Roi roi, Element element, long channel, String name) {
        /** A part around the middle, from the coarsest level that still has enough pixels. */
        Plane plane(double partY, double partX, int height, int width) {
            int level = 0;
            for (RasterSpec spec : element.levels()) {
                Plane.Window window = Plane.Window.middle(spec.grid(), partY, partX);
                if (window.height() >= height && window.width() >= width) {
                    level = spec.grid().level();
                }
            }
            Pixels pixels = roi.pixels(element.name(), level);
            Plane.Window window = Plane.Window.middle(pixels.spec().grid(), partY, partX);
            return switch (element.kind()) {
                case LABELS -> Plane.nearest(pixels, channel, window, height, width);
                default -> Plane.mean(pixels, channel, window, height, width);
            };
        }

        Grid grid() {
            return element.levels().getFirst().grid();
        }
    }

    /** Looks at all ROIs, so that one value has one brightness all over the sheet. */
    Sources(List<Roi> rois, List<Panel> panels) {
        Set<String> wanted = new LinkedHashSet<>();
        panels.forEach(panel -> wanted.addAll(panel.images()));
        for (Roi roi : rois) {
            for (String name : wanted) {
                for (Source source : find(roi, name)) {
                    int height = (int) Math.min(SAMPLE, source.grid().size(Axis.Y));
                    int width = (int) Math.min(SAMPLE, source.grid().size(Axis.X));
                    Stretch stretch =
                            Stretch.of(source.plane(1, 1, height, width).values());
                    stretches.merge(source.name(), stretch, Stretch::and);
                    colours.computeIfAbsent(source.name(), this::choose);
                }
            }
        }
    }

    private Light choose(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (NUCLEAR.stream().anyMatch(lower::contains)) {
            return BLUE;
        }
        long others = colours.values().stream().filter(c -> !c.equals(BLUE)).count();
        return OTHERS.get((int) (others % OTHERS.size()));
    }

    Light colour(String name) {
        return colours.getOrDefault(name, Light.WHITE);
    }

    Stretch stretch(String name) {
        return stretches.get(name);
    }

    /** The channels behind {@code element} or {@code element/channel}; none where the ROI does not have it. */
    static List<Source> find(Roi roi, String name) {
        int slash = name.indexOf('/');
        String elementName = slash < 0 ? name : name.substring(0, slash);
        List<Source> found = new ArrayList<>();
        for (Element element : roi.elements()) {
            if (element.name().equals(elementName) && element.kind().isRaster()) {
                channels(element).forEach((channel, number) -> {
                    if (slash < 0 || channel.equals(name.substring(slash + 1))) {
                        found.add(new Source(roi, element, number, shown(element, channel)));
                    }
                });
            }
        }
        return found;
    }

    private static Map<String, Long> channels(Element element) {
        RasterSpec spec = element.levels().getFirst();
        Map<String, Long> channels = new LinkedHashMap<>();
        for (long c = 0; c < spec.grid().size(Axis.C); c++) {
            channels.put(
                    spec.channels().isEmpty()
                            ? Long.toString(c)
                            : spec.channels().get((int) c),
                    c);
        }
        return channels;
    }

    private static String shown(Element element, String channel) {
        RasterSpec spec = element.levels().getFirst();
        return spec.grid().size(Axis.C) == 1
                ? element.name()
                : spec.channels().isEmpty() ? element.name() + " " + channel : channel;
    }
}
