package org.roimill.cli.convert;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.roimill.core.element.ElementNames;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Declared;
import org.roimill.core.format.Element;
import org.roimill.core.format.Formats;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;
import org.roimill.core.space.Axis;

/** What is to be converted, opened; and which elements it becomes. */
public final class Sources implements AutoCloseable {
    /** @param name of the one element that comes out; null for the name of its file or its own */
    public record Wishes(String name, boolean splitChannels, boolean joinChannels, boolean labels) {}

    private final List<Roi> rois = new ArrayList<>();
    private final List<String> names;
    private final Wishes wishes;

    /** Of several files, the declared channels are the names of the files; of one, of the channels within. */
    public Sources(List<Path> paths, Declared declared, Wishes wishes, OpenOptions options) {
        this.wishes = wishes;
        this.names = paths.size() > 1 ? declared.channels() : List.of();
        if (!names.isEmpty() && names.size() != paths.size()) {
            throw RoimillException.usage(
                    paths.size() + " files, but --channels has " + names.size() + " names: " + names,
                    "Name each file once, in their order.");
        }
        Declared each = paths.size() > 1
                ? new Declared(declared.axes(), declared.spacing(), declared.unit(), List.of())
                : declared;
        OpenOptions open = new OpenOptions(each, options.deltas(), options.followLinks(), options.consolidated());
        try {
            for (Path path : paths) {
                rois.add(Formats.open(path, open));
                // A copy that lacks something without a word is no copy.
                rois.getLast().faults().stream().findFirst().ifPresent(fault -> {
                    throw fault.cause().at(path + ", " + fault.place());
                });
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** The images and labels, with names that are unique. */
    public List<Incoming> rasters() {
        List<Incoming> found = rois.size() == 1 ? elementsOf(rois.getFirst()) : oneOfEach();
        if (wishes.joinChannels()) {
            found = List.of(joined(found));
        }
        if (wishes.splitChannels()) {
            found = found.stream().flatMap(i -> split(i).stream()).toList();
        }
        if (wishes.labels()) {
            found = found.stream()
                    .map(i -> new Incoming(i.name(), AsLabels.of(i.pixels(), i.name()), i.provenance()))
                    .toList();
        }
        return renamed(found);
    }

    private static List<Incoming> elementsOf(Roi roi) {
        return roi.elements().stream()
                .filter(e -> e.kind().isRaster())
                .map(e -> incoming(e.name(), roi, e))
                .toList();
    }

    private static Incoming incoming(String name, Roi roi, Element element) {
        return new Incoming(name, roi.pixels(element.name(), 0), element.provenance());
    }

    private List<Incoming> oneOfEach() {
        List<Incoming> all = new ArrayList<>();
        for (int i = 0; i < rois.size(); i++) {
            Roi roi = rois.get(i);
            List<Element> elements = roi.elements();
            if (elements.size() != 1 || !elements.getFirst().kind().isRaster()) {
                throw RoimillException.usage(
                        roi.name() + " holds " + elements.size() + " elements: "
                                + elements.stream().map(Element::name).toList()
                                + "; of several sources each must be one image",
                        "Convert it alone.");
            }
            all.add(incoming(names.isEmpty() ? roi.name() : names.get(i), roi, elements.getFirst()));
        }
        return all;
    }

    private Incoming joined(List<Incoming> found) {
        List<Pixels> channels = new ArrayList<>();
        List<String> channelNames = new ArrayList<>();
        for (Incoming in : found) {
            for (Incoming channel : split(in)) {
                channels.add(channel.pixels());
                channelNames.add(channel.name());
            }
        }
        return new Incoming("image", new JoinedChannels(channels, channelNames), Map.of());
    }

    /** The channels one by one: under their names, or else under the image's with a number. */
    private static List<Incoming> split(Incoming in) {
        RasterSpec spec = in.pixels().spec();
        if (!spec.axes().has(Axis.C)) {
            return List.of(in);
        }
        long count = spec.grid().size(Axis.C);
        return IntStream.range(0, Math.toIntExact(count))
                .mapToObj(c -> new Incoming(
                        !spec.channels().isEmpty()
                                ? ElementNames.from(spec.channels().get(c))
                                : count == 1 ? in.name() : in.name() + "_c" + c,
                        new OneChannel(in.pixels(), c),
                        in.provenance()))
                .toList();
    }

    private List<Incoming> renamed(List<Incoming> found) {
        List<Incoming> all = found;
        if (wishes.name() != null) {
            if (found.size() != 1) {
                throw RoimillException.usage(
                        "--name " + wishes.name() + " names one element, and there are " + found.size() + ": "
                                + found.stream().map(Incoming::name).toList(),
                        "Leave it away, or name the channels by --channels.");
            }
            Incoming one = found.getFirst();
            all = List.of(new Incoming(wishes.name(), one.pixels(), one.provenance()));
        }
        all.forEach(i -> ElementNames.check(i.name()));
        ElementNames.checkUnique(all.stream().map(Incoming::name).toList());
        return all;
    }

    /** The ROIs themselves: for tables and shapes, which are copied as they are. */
    public List<Roi> rois() {
        return List.copyOf(rois);
    }

    @Override
    public void close() {
        rois.forEach(Roi::close);
    }
}
