package org.roimill.stores.tiff.series;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Unit;
import org.roimill.stores.tiff.file.Ifd;
import org.roimill.stores.tiff.file.Layout;
import org.roimill.stores.tiff.file.Tag;

/**
 * ImageJ's stacks and hyperstacks, whose description has a line for each property. Channels run fastest, then slices,
 * then frames. Long stacks have a single directory and all pages behind it.
 */
final class ImageJSeries {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

    private ImageJSeries() {}

    static List<Series> in(List<Ifd> chain, String description) {
        Ifd first = chain.getFirst();
        Map<String, String> properties = properties(description);
        List<String> notes = new ArrayList<>();
        List<Dim> dims = dims(first, properties, chain.size(), notes);
        long count = Series.count(first, dims, first.source().size());
        boolean oneIfd = count > chain.size();
        Pages pages = oneIfd ? Series.run(first, count) : Pages.of(chain.subList(0, (int) count));
        if (count < chain.size()) {
            notes.add((chain.size() - count) + " pages behind the image that the description speaks of are left out");
        }
        List<Layout> levels = oneIfd ? List.of(first.layout()) : Series.pyramid(first);
        List<String> channels = PlainSeries.colours(first);
        Map<Axis, Spacing> spacing = spacing(first, properties);
        return List.of(new Series("image 0", dims, first, pages, levels, channels, spacing, List.copyOf(notes)));
    }

    private static Map<String, String> properties(String description) {
        Map<String, String> all = new HashMap<>();
        for (String line : description.lines().toList()) {
            int at = line.indexOf('=');
            if (at > 0) {
                all.putIfAbsent(
                        line.substring(0, at).strip().toLowerCase(Locale.ROOT),
                        line.substring(at + 1).strip());
            }
        }
        return all;
    }

    /** Outermost first. Where the numbers do not say how the pages are ordered, one dimension without a name. */
    private static List<Dim> dims(Ifd first, Map<String, String> properties, int ifds, List<String> notes) {
        long channels = whole(first, properties, "channels");
        long slices = whole(first, properties, "slices");
        long frames = whole(first, properties, "frames");
        long images = properties.containsKey("images") ? whole(first, properties, "images") : ifds;
        int samples = first.layout().samples();
        if (samples > 1 && channels == samples) {
            // Some writers count the samples of a pixel as channels.
            channels = 1;
        }
        List<Dim> dims = new ArrayList<>();
        for (Axis axis : order(properties.getOrDefault("order", "czt"))) {
            long size = axis == Axis.C ? channels : axis == Axis.Z ? slices : frames;
            if (size > 1) {
                dims.addFirst(new Dim(axis, size));
            }
        }
        long described = Series.count(first, dims, first.source().size());
        long held = Math.max(images, ifds);
        if (described == 1 && held > 1) {
            return List.of(new Dim(null, held));
        }
        if (described != images && described != ifds) {
            notes.add("the description speaks of " + images + " images, and of " + dims);
        }
        return dims;
    }

    /** Fastest first. */
    private static List<Axis> order(String letters) {
        return switch (letters.toLowerCase(Locale.ROOT)) {
            case "ctz" -> List.of(Axis.C, Axis.T, Axis.Z);
            case "zct" -> List.of(Axis.Z, Axis.C, Axis.T);
            case "ztc" -> List.of(Axis.Z, Axis.T, Axis.C);
            case "tcz" -> List.of(Axis.T, Axis.C, Axis.Z);
            case "tzc" -> List.of(Axis.T, Axis.Z, Axis.C);
            default -> List.of(Axis.C, Axis.Z, Axis.T);
        };
    }

    private static long whole(Ifd ifd, Map<String, String> properties, String key) {
        String text = properties.get(key);
        if (text == null) {
            return 1;
        }
        try {
            long n = Long.parseLong(text);
            if (n >= 1) {
                return n;
            }
        } catch (NumberFormatException e) {
            // Said below, together with numbers that are none of a thing.
        }
        throw ifd.bad(Tag.IMAGE_DESCRIPTION, "says " + key + "=" + text + ", which is no number of pages");
    }

    /** The resolution tags count pixels per {@code unit}; {@code spacing} is the distance of slices. */
    private static Map<Axis, Spacing> spacing(Ifd ifd, Map<String, String> properties) {
        Unit unit = length(properties.get("unit"));
        Unit yUnit = properties.containsKey("yunit") ? length(properties.get("yunit")) : unit;
        Unit zUnit = properties.containsKey("zunit") ? length(properties.get("zunit")) : unit;
        double interval = decimal(properties.get("finterval"));
        return Series.spacings(
                Spacing.of(interval, Unit.SECOND),
                Spacing.of(decimal(properties.get("spacing")), zUnit),
                Spacing.of(1 / ifd.quotient(Tag.Y_RESOLUTION), yUnit),
                Spacing.of(1 / ifd.quotient(Tag.X_RESOLUTION), unit));
    }

    private static double decimal(String text) {
        try {
            return text == null ? Double.NaN : Math.abs(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** Null for "pixel" and other words that are no unit of length. */
    private static Unit length(String text) {
        if (text == null) {
            return null;
        }
        Matcher m = ESCAPE.matcher(text);
        String plain =
                m.replaceAll(r -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(r.group(1), 16))));
        Unit unit = Unit.find(plain);
        return unit == null || unit.isTime() ? null : unit;
    }
}
