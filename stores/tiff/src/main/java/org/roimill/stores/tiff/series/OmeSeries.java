package org.roimill.stores.tiff.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Axis;
import org.roimill.stores.tiff.file.Ifd;
import org.roimill.stores.tiff.file.Layout;
import org.roimill.stores.tiff.file.Tag;

/** OME-TIFF: the XML in the first page says which page is which plane of which image. */
final class OmeSeries {
    private static final Set<String> ORDERS = Set.of("XYZCT", "XYZTC", "XYCTZ", "XYCZT", "XYTCZ", "XYTZC");
    /** Planes that a file leaves out cost nothing there; so many are believed for each page that it has. */
    private static final long PLANES_PER_PAGE = 1 << 10;

    private static final long MAX_PLANES = 1 << 24;

    private OmeSeries() {}

    static List<Series> in(List<Ifd> chain, String text) {
        Ifd first = chain.getFirst();
        Ome ome = OmeParser.parse(first, text);
        if (ome.elsewhere()) {
            throw RoimillException.badData(
                    first + ": its OME-XML is kept in another file (BinaryOnly)",
                    "Open the file that holds the OME-XML, or convert the set to OME-Zarr with bioformats2raw.");
        }
        checkFiles(first, ome);
        List<Series> all = new ArrayList<>();
        for (Ome.Image image : ome.images()) {
            all.add(series(chain, image, all.size()));
        }
        if (all.isEmpty()) {
            throw first.bad(Tag.IMAGE_DESCRIPTION, "is OME-XML without an image");
        }
        return List.copyOf(all);
    }

    /** All planes must be in this file. It may have been renamed since: then all planes name the same file. */
    private static void checkFiles(Ifd first, Ome ome) {
        Set<String> ids = ome.images().stream()
                .flatMap(i -> i.planes().stream())
                .map(Ome.Planes::uuid)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (ids.size() <= 1 && (ome.uuid() == null || ids.isEmpty() || ids.contains(ome.uuid()))) {
            return;
        }
        String own = first.source().path().getFileName().toString();
        for (Ome.Image image : ome.images()) {
            for (Ome.Planes planes : image.planes()) {
                boolean here = planes.uuid() == null
                        || planes.uuid().equals(ome.uuid())
                        || (ome.uuid() == null && own.equalsIgnoreCase(planes.fileName()));
                if (!here) {
                    throw RoimillException.badData(
                            first + ": its OME-XML spreads the image '" + image.name()
                                    + "' over several files, such as '" + planes.fileName()
                                    + "'; only single files are read",
                            "Convert the set to OME-Zarr with bioformats2raw, or save it as one OME-TIFF.");
                }
            }
        }
    }

    private static Series series(List<Ifd> chain, Ome.Image image, int index) {
        Ifd head = chain.getFirst();
        String name = image.name().isEmpty() ? "image " + index : image.name();
        if (image.pixelsInXml() || image.planes().isEmpty()) {
            throw head.bad(
                    Tag.IMAGE_DESCRIPTION,
                    "has no TiffData for the image '" + name + "': its pixels are not in this file");
        }
        if (!ORDERS.contains(image.order())) {
            throw head.bad(
                    Tag.IMAGE_DESCRIPTION,
                    "says DimensionOrder=\"" + image.order() + "\" for the image '" + name + "'; it is one of "
                            + ORDERS.stream().sorted().toList());
        }
        int samples = samples(head, image, name);
        List<Dim> dims = new ArrayList<>();
        for (int i = 2; i < image.order().length(); i++) {
            char letter = image.order().charAt(i);
            Axis axis = Axis.of(letter);
            long size = image.sizes().get(axis);
            dims.addFirst(new Dim(axis, axis == Axis.C ? size / samples : size));
        }
        long count = Series.count(head, dims, Math.min(MAX_PLANES, chain.size() * PLANES_PER_PAGE));
        int[] table = table(head, image, dims, (int) count, chain.size());
        int at = 0;
        while (at < table.length && table[at] < 0) {
            at++;
        }
        if (at == table.length) {
            throw head.bad(Tag.IMAGE_DESCRIPTION, "puts no page into the image '" + name + "'");
        }
        Ifd first = chain.get(table[at]);
        checkPage(first, image, name, samples);
        long missing = Arrays.stream(table).filter(i -> i < 0).count();
        List<String> notes = missing == 0
                ? List.of()
                : List.of(missing + " of its " + count + " planes are not in the file and read as zero");
        Pages pages = (i, level) -> table[(int) i] < 0 ? null : Pages.level(new Page(chain.get(table[(int) i])), level);
        List<Layout> levels = Series.pyramid(first);
        return new Series(name, dims, first, pages, levels, channels(image, first), image.spacing(), notes);
    }

    /** The samples of each pixel, which OME-XML counts as channels too. */
    private static int samples(Ifd head, Ome.Image image, String name) {
        int samples =
                image.channels().isEmpty() ? 1 : image.channels().getFirst().samples();
        long size = image.sizes().get(Axis.C);
        boolean same = image.channels().stream().allMatch(c -> c.samples() == samples);
        if (samples < 1 || !same || size % samples != 0) {
            throw head.bad(
                    Tag.IMAGE_DESCRIPTION,
                    "gives the image '" + name + "' " + size + " channels with samples "
                            + image.channels().stream()
                                    .map(Ome.Channel::samples)
                                    .toList() + ", which do not fit together");
        }
        return samples;
    }

    private static void checkPage(Ifd page, Ome.Image image, String name, int samples) {
        Layout l = page.layout();
        if (l.width() != image.sizes().get(Axis.X)
                || l.height() != image.sizes().get(Axis.Y)
                || l.samples() != samples) {
            throw page.bad(
                    Tag.IMAGE_WIDTH,
                    "and the rest say " + l.describe() + ", but the OME-XML says y="
                            + image.sizes().get(Axis.Y) + ", x=" + image.sizes().get(Axis.X) + ", " + samples
                            + " samples for the image '" + name + "'");
        }
    }

    /** For each plane the directory that holds it, or -1. */
    private static int[] table(Ifd head, Ome.Image image, List<Dim> dims, int count, int ifds) {
        int[] table = new int[count];
        Arrays.fill(table, -1);
        long placed = 0;
        for (Ome.Planes p : image.planes()) {
            long plane = 0;
            for (Dim dim : dims) {
                long at = dim.axis() == Axis.C ? p.firstC() : dim.axis() == Axis.Z ? p.firstZ() : p.firstT();
                if (at >= dim.size()) {
                    throw head.bad(
                            Tag.IMAGE_DESCRIPTION,
                            "has a TiffData that starts at First" + dim.axis() + "=" + at + " of " + dim.size());
                }
                plane = plane * dim.size() + at;
            }
            long ifd = Math.max(0, p.ifd());
            long n = p.count() >= 0 ? p.count() : p.ifd() >= 0 ? 1 : Math.min(ifds, count - plane);
            if (n > count - plane || n > ifds - ifd) {
                throw head.bad(
                        Tag.IMAGE_DESCRIPTION,
                        "has a TiffData of " + n + " planes from plane " + plane + " of " + count + " on, in IFD " + ifd
                                + " and after; the file has " + ifds + " IFDs");
            }
            placed += n;
            if (placed > 4L * count) {
                throw head.bad(Tag.IMAGE_DESCRIPTION, "has TiffData that place its planes again and again");
            }
            for (int i = 0; i < n; i++) {
                table[(int) plane + i] = (int) ifd + i;
            }
        }
        return table;
    }

    /** All names or none: a channel without one among named ones is called by its number. */
    private static List<String> channels(Ome.Image image, Ifd first) {
        long size = image.sizes().get(Axis.C);
        int samples = first.layout().samples();
        List<String> colours = PlainSeries.colours(first);
        if (size == samples && !colours.isEmpty()) {
            return colours;
        }
        if (image.channels().size() * (long) samples != size
                || image.channels().stream()
                        .allMatch(c -> c.name() == null || c.name().isBlank())) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (Ome.Channel channel : image.channels()) {
            boolean named = channel.name() != null && !channel.name().isBlank();
            String name = named ? channel.name().strip() : String.valueOf(names.size() / samples);
            for (int s = 0; s < samples; s++) {
                names.add(samples == 1 ? name : name + " " + s);
            }
        }
        return names;
    }
}
