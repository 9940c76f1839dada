package org.roimill.stores.tiff.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Unit;
import org.roimill.stores.tiff.file.Ifd;
import org.roimill.stores.tiff.file.Layout;
import org.roimill.stores.tiff.file.Tag;

/**
 * Files of Python's tifffile, which puts the shape of each array into the description of its first page, as JSON, and
 * at times the letters of its axes.
 */
final class ShapedSeries {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ShapedSeries() {}

    /** A shape without its dimensions of one; the letter of an axis that is not named is a question mark. */
    private record Shape(List<Long> sizes, String letters) {
        static Shape of(List<Long> sizes, String letters) {
            List<Long> kept = new ArrayList<>();
            StringBuilder keptLetters = new StringBuilder();
            for (int i = 0; i < sizes.size(); i++) {
                if (sizes.get(i) != 1) {
                    kept.add(sizes.get(i));
                    keptLetters.append(letters.charAt(i));
                }
            }
            return new Shape(kept, keptLetters.toString());
        }
    }

    static boolean describes(String description) {
        return description.startsWith("{\"shape\":");
    }

    static List<Series> in(List<Ifd> chain) {
        List<Series> all = new ArrayList<>();
        for (int at = 0; at < chain.size(); ) {
            Ifd first = chain.get(at);
            String description = first.description();
            if (!describes(description)) {
                all.addAll(PlainSeries.in(chain.subList(at, chain.size())));
                break;
            }
            JsonNode json = parse(first, description);
            List<Dim> dims = dims(first, json);
            long count = Series.count(first, dims, first.source().size());
            boolean behindEachOther =
                    count > chain.size() - at || json.path("truncated").asBoolean(false);
            Pages pages = behindEachOther ? Series.run(first, count) : Pages.of(chain.subList(at, at + (int) count));
            all.add(series(first, json, dims, pages, behindEachOther, all.size()));
            at += behindEachOther ? 1 : (int) count;
        }
        return List.copyOf(all);
    }

    private static Series series(Ifd first, JsonNode json, List<Dim> dims, Pages pages, boolean oneIfd, int index) {
        List<Layout> levels = oneIfd ? List.of(first.layout()) : Series.pyramid(first);
        Unit unit = Unit.find(json.path("unit").asText(""));
        Map<Axis, Spacing> spacing = Resolution.of(first);
        Spacing z = Spacing.of(json.path("spacing").asDouble(Double.NaN), unit);
        if (z != null) {
            spacing = Series.spacings(null, z, spacing.get(Axis.Y), spacing.get(Axis.X));
        }
        String name = json.path("name").asText("");
        return new Series(
                name.isEmpty() ? "image " + index : name,
                dims,
                first,
                pages,
                levels,
                PlainSeries.colours(first),
                spacing,
                List.of());
    }

    private static JsonNode parse(Ifd ifd, String description) {
        try {
            JsonNode json = JSON.readTree(description);
            if (json != null && json.path("shape").isArray()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw RoimillException.badData(
                    ifd + ": " + Tag.IMAGE_DESCRIPTION + " is damaged JSON: " + e.getOriginalMessage(),
                    "Export the file again.",
                    e);
        }
        throw ifd.bad(Tag.IMAGE_DESCRIPTION, "holds no shape");
    }

    /** The leading dimensions of the shape; the trailing ones must be those of a page. */
    private static List<Dim> dims(Ifd ifd, JsonNode json) {
        List<Long> sizes = new ArrayList<>();
        json.path("shape").forEach(n -> sizes.add(n.isIntegralNumber() ? n.asLong() : -1));
        String axes = json.path("axes").asText("");
        Shape shape = Shape.of(sizes, axes.length() == sizes.size() ? axes : "?".repeat(sizes.size()));
        Shape page = page(ifd.layout());
        int leading = shape.sizes().size() - page.sizes().size();
        if (leading < 0 || !shape.sizes().subList(leading, shape.sizes().size()).equals(page.sizes())) {
            throw ifd.bad(
                    Tag.IMAGE_DESCRIPTION, "gives the shape " + json.path("shape") + ", but a page is " + page.sizes());
        }
        List<Dim> dims = new ArrayList<>();
        for (int i = 0; i < leading; i++) {
            dims.add(
                    new Dim(axis(shape.letters().charAt(i), dims), shape.sizes().get(i)));
        }
        return dims;
    }

    private static Shape page(Layout l) {
        long samples = l.samples();
        long height = l.height();
        long width = l.width();
        return l.separate()
                ? Shape.of(List.of(samples, height, width), "SYX")
                : Shape.of(List.of(height, width, samples), "YXS");
    }

    /** Letters that mean nothing here, such as Q and I, and letters that stand twice, leave the axis open. */
    private static Axis axis(char letter, List<Dim> before) {
        Axis axis = "TCZ".indexOf(letter) < 0 ? null : Axis.of(letter);
        return before.stream().anyMatch(d -> d.axis() == axis) ? null : axis;
    }
}
