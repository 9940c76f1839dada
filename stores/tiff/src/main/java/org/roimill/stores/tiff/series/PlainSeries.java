package org.roimill.stores.tiff.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.pixel.DType;
import org.roimill.stores.tiff.file.Ifd;
import org.roimill.stores.tiff.file.Layout;
import org.roimill.stores.tiff.file.Tag;

/**
 * Files without a description that we know: pages of one kind are one image, and nothing says what their order means.
 * Pages marked as reduced are lower levels of an image if there is one of each for each of its pages.
 */
final class PlainSeries {
    private PlainSeries() {}

    /** Pages of one image are alike in this. */
    private record Kind(int width, int height, int samples, DType dtype, int subfileType) {
        static Kind of(Layout l) {
            return new Kind(l.width(), l.height(), l.samples(), l.dtype(), l.subfileType());
        }
    }

    static List<Series> in(List<Ifd> chain) {
        Map<Kind, List<Ifd>> groups = new LinkedHashMap<>();
        for (Ifd ifd : chain) {
            groups.computeIfAbsent(Kind.of(ifd.layout()), k -> new ArrayList<>())
                    .add(ifd);
        }
        List<List<Ifd>> full = new ArrayList<>();
        List<List<Ifd>> reduced = new ArrayList<>();
        groups.values().forEach(g -> (g.getFirst().layout().reduced() ? reduced : full).add(g));
        reduced.sort(Comparator.comparingLong(g -> -(long) g.getFirst().layout().width()));

        List<Series> all = new ArrayList<>();
        for (List<Ifd> pages : full) {
            List<List<Ifd>> levels = new ArrayList<>(List.of(pages));
            reduced.removeIf(g -> {
                boolean fits = g.size() == pages.size()
                        && Series.isReduction(
                                levels.getLast().getFirst().layout(),
                                g.getFirst().layout());
                return fits && levels.add(g);
            });
            all.add(levels.size() > 1 ? pyramid(levels, all.size()) : flat(pages, all.size()));
        }
        reduced.forEach(g -> all.add(flat(g, all.size())));
        return List.copyOf(all);
    }

    private static Series flat(List<Ifd> pages, int index) {
        return of(pages, Pages.of(pages), Series.pyramid(pages.getFirst()), index);
    }

    private static Series pyramid(List<List<Ifd>> levels, int index) {
        Pages pages = (i, level) -> new Page(levels.get(level).get((int) i));
        List<Layout> layouts = levels.stream().map(g -> g.getFirst().layout()).toList();
        return of(levels.getFirst(), pages, layouts, index);
    }

    private static Series of(List<Ifd> ifds, Pages pages, List<Layout> levels, int index) {
        Ifd first = ifds.getFirst();
        List<Dim> dims = ifds.size() == 1 ? List.of() : List.of(new Dim(null, ifds.size()));
        List<String> channels = colours(first);
        return new Series("image " + index, dims, first, pages, levels, channels, Resolution.of(first), List.of());
    }

    /** Names for the samples of a pixel, where the file says that they are red, green and blue. */
    static List<String> colours(Ifd ifd) {
        Layout layout = ifd.layout();
        if (layout.samples() < 3 || ifd.number(Tag.PHOTOMETRIC, 1) != Layout.RGB) {
            return List.of();
        }
        List<String> names = new ArrayList<>(List.of("red", "green", "blue"));
        for (int i = 3; i < layout.samples(); i++) {
            names.add(layout.samples() == 4 ? "alpha" : "extra " + (i - 2));
        }
        return names;
    }
}
