package org.roimill.runner.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.Kind;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.Fault;
import org.roimill.core.format.Roi;
import org.roimill.core.pixel.Block;
import org.roimill.core.text.Spelling;
import org.roimill.runner.stage.Source;

/** What there is to read in a ROI, by the names that a chain may use. */
final class Sources {
    private final Roi roi;
    private final List<Element> elements;
    private final Map<String, String> keys = new HashMap<>();

    Sources(Roi roi) {
        this.roi = roi;
        this.elements = roi.elements();
    }

    List<String> names() {
        return elements.stream().map(Element::name).toList();
    }

    List<Element> elements() {
        return elements;
    }

    Element element(String name) {
        return elements.stream().filter(e -> e.name().equals(name)).findFirst().orElse(null);
    }

    /**
     * What a name means: an element, {@code image/channel}, or a channel that only one image has.
     *
     * @param made names that could have been meant as well
     */
    SourceRef find(String name, int level, Collection<String> made) {
        Element exact = element(name);
        if (exact != null) {
            return checked(new SourceRef(name, null, level), exact);
        }
        int slash = name.indexOf('/');
        if (slash > 0) {
            Element image = element(name.substring(0, slash));
            if (image != null) {
                return channel(image, name.substring(slash + 1), level);
            }
        } else {
            List<Element> with =
                    elements.stream().filter(e -> channels(e).contains(name)).toList();
            if (with.size() > 1) {
                throw RoimillException.usage(
                        "'" + name + "' is a channel of "
                                + String.join(
                                        " and of ",
                                        with.stream().map(Element::name).toList()),
                        "Write for example " + with.getFirst().name() + "/" + name + ".");
            }
            if (with.size() == 1) {
                return channel(with.getFirst(), name, level);
            }
        }
        throw missing(name, made);
    }

    private RoimillException missing(String name, Collection<String> made) {
        for (Fault fault : roi.faults()) {
            if (fault.place().endsWith("/" + name)) {
                return fault.cause().at("'" + name + "' cannot be read");
            }
        }
        List<String> known = new ArrayList<>(names());
        elements.forEach(e -> known.addAll(
                channels(e).stream().filter(c -> !known.contains(c)).toList()));
        known.addAll(made);
        String there = names().isEmpty() ? "nothing" : shortened(names());
        return RoimillException.usage(
                "there is no '" + name + "' in " + roi.name() + ", and no step before makes it",
                Spelling.didYouMean(name, known) + "There is: " + there
                        + (made.isEmpty() ? "." : "; made before: " + shortened(List.copyOf(made)) + "."));
    }

    private static String shortened(List<String> names) {
        return names.size() <= 30
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 30)) + " and " + (names.size() - 30) + " more";
    }

    private static List<String> channels(Element e) {
        return e.spec() instanceof RasterSpec raster && e.kind() == Kind.IMAGE ? raster.channels() : List.of();
    }

    private SourceRef channel(Element image, String channel, int level) {
        List<String> channels = channels(image);
        if (!channels.contains(channel)) {
            throw RoimillException.usage(
                    "'" + image.name() + "' has no channel '" + channel + "'",
                    channels.isEmpty()
                            ? "Its channels have no names; give them by --channels."
                            : Spelling.didYouMean(channel, channels) + "It has: " + String.join(", ", channels) + ".");
        }
        return checked(new SourceRef(image.name(), channels.size() == 1 ? null : channel, level), image);
    }

    private SourceRef checked(SourceRef ref, Element element) {
        if (ref.level() > 0 && ref.level() >= element.levels().size()) {
            throw RoimillException.usage(
                    "'" + element.name() + "' has no level " + ref.level(),
                    element.levels().isEmpty()
                            ? "It has no levels at all."
                            : "It has the levels 0 to " + (element.levels().size() - 1) + ".");
        }
        return ref;
    }

    /** Opened, with nothing read. */
    Source open(SourceRef ref) {
        Element element = element(ref.element());
        if (element.spec() instanceof RasterSpec) {
            Pixels pixels = new Finest(roi.pixels(ref.element(), ref.level()));
            return new Source.Raster(ref.channel() == null ? pixels : ChannelPixels.of(pixels, ref.channel()));
        }
        if (element.kind() == Kind.TABLE) {
            return new Source.Tabular(roi.table(ref.element()));
        }
        throw RoimillException.usage(
                "'" + ref.element() + "' is of kind " + element.kind() + ", which chains do not read from a store",
                "Name an image, labels or a table.");
    }

    /** What tells its state from others. */
    String key(SourceRef ref) {
        return Digests.of(List.of(elementKey(ref.element()), String.valueOf(ref.channel()), ref.level()));
    }

    /** Looking at the files of an element takes time, so it is done once. */
    String elementKey(String element) {
        return keys.computeIfAbsent(element, roi::key);
    }

    /** A level as if it were the finest: what is made on it is an element of its own. */
    private record Finest(Pixels pixels) implements Pixels {
        @Override
        public RasterSpec spec() {
            return pixels.spec().withGrid(pixels.spec().grid().withLevel(0));
        }

        @Override
        public void read(Block target) {
            pixels.read(target);
        }

        @Override
        public long[] chunk() {
            return pixels.chunk();
        }
    }
}
