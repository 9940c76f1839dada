package org.roimill.api.picture;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.roimill.core.format.Roi;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;

/** One panel of one ROI: the part that is shown, and the picture of it. */
record Frame(
        List<Sources.Source> images,
        List<Sources.Source> fills,
        List<Sources.Source> outlines,
        double partY,
        double partX) {
    /** Middle tones are lifted a little: screens swallow them. */
    private static final double GAMMA = 0.85;
    /** How bright the edge of a flat colour is. */
    private static final double EDGE = 0.45;

    /** Images are so bright where lines are drawn over them, which would drown in full light. */
    private static final double UNDER_LINES = 0.55;

    private static final double LETTERS = 7;
    private static final int GAP = 9;
    /** A panel is no taller than so many times its width. */
    private static final int TALLEST = 2;

    /** Null where the ROI lacks something that the panel shows. */
    static Frame of(Roi roi, Panel panel) {
        List<List<Sources.Source>> found = Stream.of(panel.images(), panel.fills(), panel.outlines())
                .flatMap(List::stream)
                .map(name -> Sources.find(roi, name))
                .toList();
        if (found.isEmpty() || found.stream().anyMatch(List::isEmpty)) {
            return null;
        }
        Grid grid = found.getFirst().getFirst().grid();
        double partY = panel.detail() == 0 ? 1 : Math.min(1, panel.detail() / (double) grid.size(Axis.Y));
        double partX = panel.detail() == 0 ? 1 : Math.min(1, panel.detail() / (double) grid.size(Axis.X));
        return new Frame(all(roi, panel.images()), all(roi, panel.fills()), all(roi, panel.outlines()), partY, partX);
    }

    private static List<Sources.Source> all(Roi roi, List<String> names) {
        return names.stream().flatMap(name -> Sources.find(roi, name).stream()).toList();
    }

    private Grid grid() {
        return Stream.of(images, fills, outlines)
                .flatMap(List::stream)
                .findFirst()
                .orElseThrow()
                .grid();
    }

    /** How high it is at that width, the shape of pixels taken as square. */
    int height(int width) {
        double ratio = partY * grid().size(Axis.Y) / (partX * grid().size(Axis.X));
        return (int) Math.clamp(Math.round(width * ratio), 1, (long) TALLEST * width);
    }

    Rgb picture(Sources sources, int width) {
        int height = height(width);
        Rgb picture = Rgb.black(width, height);
        for (Sources.Source image : images) {
            Light colour = images.size() == 1 ? Light.WHITE : sources.colour(image.name());
            double dim = outlines.isEmpty() ? 1 : UNDER_LINES;
            light(image, sources.stretch(image.name()), colour.times(dim), picture);
        }
        for (Sources.Source labels : fills) {
            fill(labels.plane(partY, partX, height, width), picture);
        }
        for (Sources.Source labels : outlines) {
            outline(labels.plane(partY, partX, height, width), picture);
        }
        scaleBar(picture);
        return picture;
    }

    private void light(Sources.Source image, Stretch stretch, Light colour, Rgb picture) {
        double[] values =
                image.plane(partY, partX, picture.height(), picture.width()).values();
        for (int i = 0; i < values.length; i++) {
            double v = Math.pow(stretch.of(values[i]), GAMMA);
            picture.screen(i, colour.times(v));
        }
    }

    /** Flat colours with a darker edge, so that objects which touch stay apart. */
    private static void fill(Plane labels, Rgb picture) {
        for (int y = 0; y < labels.height(); y++) {
            for (int x = 0; x < labels.width(); x++) {
                double id = labels.at(y, x);
                if (id != 0) {
                    double light = labels.isEdge(y, x) ? EDGE : 1;
                    picture.blend(y, x, Light.ofObject(id).times(light), 1);
                }
            }
        }
    }

    private static void outline(Plane labels, Rgb picture) {
        for (int y = 0; y < labels.height(); y++) {
            for (int x = 0; x < labels.width(); x++) {
                if (labels.at(y, x) != 0 && labels.isEdge(y, x)) {
                    picture.blend(y, x, Light.ofObject(labels.at(y, x)).pale(), 0.9);
                }
            }
        }
    }

    /** A round length of about a quarter of the width, where the length of a pixel is known. */
    private void scaleBar(Rgb picture) {
        Grid grid = grid();
        Unit unit = grid.units().get(Axis.X);
        if (!grid.isCalibrated(Axis.X) || unit.isTime()) {
            return;
        }
        double pixel = grid.spacing(Axis.X) * unit.in(Unit.MICROMETER) * partX * grid.size(Axis.X) / picture.width();
        double length = round(pixel * picture.width() / 4);
        int bar = (int) Math.round(length / pixel);
        if (!(length > 0) || bar < 4) {
            return;
        }
        int bottom = picture.height() - GAP;
        picture.fill(bottom - 3, GAP - 1, 5, bar + 2, new Light(0, 0, 0));
        picture.fill(bottom - 2, GAP, 3, bar, Light.WHITE);
        String text = text(length);
        int top = bottom - 6 - (int) LETTERS;
        Lettering.write(text, top + 1, GAP + 1, LETTERS, new Light(0, 0, 0), picture);
        Lettering.write(text, top, GAP, LETTERS, Light.WHITE, picture);
    }

    /** The largest of 1, 2 and 5 times a power of ten that is no more. */
    private static double round(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        return most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
    }

    private static String text(double micrometres) {
        return micrometres >= 1000
                ? String.format(Locale.ROOT, "%.0f mm", micrometres / 1000)
                : micrometres >= 1
                        ? String.format(Locale.ROOT, "%.0f µm", micrometres)
                        : String.format(Locale.ROOT, "%.0f nm", micrometres * 1000);
    }
}
