package org.roimill.stores.tiff.series;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Axis;
import org.roimill.stores.tiff.file.Ifd;
import org.roimill.stores.tiff.file.Layout;

/**
 * One image of a file as the file itself describes it.
 *
 * @param dims of its pages, outermost first; the samples, y and x within a page come on top
 * @param first a page of it, whose layout is that of all
 * @param levels their layouts, the full one first
 * @param channels their names, one for each channel, or none
 * @param notes what a user should know about it
 */
public record Series(
        String name,
        List<Dim> dims,
        Ifd first,
        Pages pages,
        List<Layout> levels,
        List<String> channels,
        Map<Axis, Spacing> spacing,
        List<String> notes) {

    private static final String OPEN_OME = "<OME";

    /** All images of a file, in its order. */
    public static List<Series> in(List<Ifd> chain) {
        String description = chain.getFirst().description();
        String start = description.stripLeading();
        if (start.startsWith("<") && start.contains(OPEN_OME)) {
            return OmeSeries.in(chain, description);
        }
        if (start.startsWith("ImageJ=")) {
            return ImageJSeries.in(chain, description);
        }
        if (ShapedSeries.describes(start)) {
            return ShapedSeries.in(chain);
        }
        return PlainSeries.in(chain);
    }

    /** The layout of a page followed by those of its SubIFDs, as far as they are smaller copies of it. */
    static List<Layout> pyramid(Ifd page) {
        List<Layout> levels = new ArrayList<>();
        levels.add(page.layout());
        for (Ifd child : page.children()) {
            if (!isReduction(levels.getLast(), child.layout())) {
                break;
            }
            levels.add(child.layout());
        }
        return List.copyOf(levels);
    }

    /** True if {@code small} can be {@code large} at a lower resolution: alike, but for the same factor in y and x. */
    static boolean isReduction(Layout large, Layout small) {
        if (large.samples() != small.samples() || large.dtype() != small.dtype()) {
            return false;
        }
        if (small.width() > large.width()
                || small.height() > large.height()
                || (small.width() == large.width() && small.height() == large.height())) {
            return false;
        }
        // Sides are rounded up or down at each level, so the factors agree to about a pixel.
        double x = (double) large.width() / small.width();
        double y = (double) large.height() / small.height();
        double slack = 2 * Math.max(x / small.width(), y / small.height());
        return Math.abs(x - y) <= Math.max(slack, 0.02 * x);
    }

    /** Pages one after the other in one run of bytes behind a single directory. */
    static Pages run(Ifd ifd, long count) {
        Layout layout = ifd.layout();
        long pageBytes =
                Math.multiplyExact(layout.rowBytes(), layout.height()) * (layout.separate() ? layout.samples() : 1);
        long[] offsets = ifd.chunks().offsets();
        long[] counts = ifd.chunks().counts();
        boolean contiguous = layout.compression() == 1 && !layout.tiled();
        for (int i = 1; i < layout.chunkCount(); i++) {
            contiguous &= offsets[i] == offsets[i - 1] + counts[i - 1];
        }
        if (!contiguous) {
            throw RoimillException.badData(
                    ifd + ": is described as " + count + " pages, but its directories hold fewer",
                    "The file was cut off, or made by software that describes it wrongly: export it again.");
        }
        long size = ifd.source().size();
        long end = ifd.offset() > offsets[0] ? ifd.offset() : size;
        if (count > size / pageBytes || offsets[0] < 0 || offsets[0] > end - count * pageBytes) {
            throw RoimillException.badData(
                    ifd + ": is described as " + count + " pages of " + pageBytes + " bytes from byte "
                            + Long.toUnsignedString(offsets[0]) + " on, but there is room for them only up to byte "
                            + end,
                    "The file was cut off: copy or export it again.");
        }
        return (index, level) -> new Page(ifd, index * pageBytes);
    }

    /** The product of the sizes; an error past {@code limit}, which is what the file can hold. */
    static long count(Ifd ifd, List<Dim> dims, long limit) {
        long n = 1;
        for (Dim dim : dims) {
            if (dim.size() < 1 || dim.size() > limit / n) {
                throw RoimillException.badData(
                        ifd + ": is described as pages of " + dims + ", more than the file can hold",
                        "The file is damaged or lies: export it again.");
            }
            n *= dim.size();
        }
        return n;
    }

    static Map<Axis, Spacing> spacings(Spacing t, Spacing z, Spacing y, Spacing x) {
        Map<Axis, Spacing> all = new EnumMap<>(Axis.class);
        if (t != null) {
            all.put(Axis.T, t);
        }
        if (z != null) {
            all.put(Axis.Z, z);
        }
        if (y != null) {
            all.put(Axis.Y, y);
        }
        if (x != null) {
            all.put(Axis.X, x);
        }
        return all;
    }
}
