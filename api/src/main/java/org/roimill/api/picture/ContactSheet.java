package org.roimill.api.picture;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Roi;

/**
 * Many ROIs at a glance: a row for each, a column for each panel. A channel has one colour and one contrast all over the
 * sheet, so that rows can be compared; an object has the same colour in every panel. Reads no more of a pyramid than the
 * picture needs, and one panel at a time.
 */
public final class ContactSheet {
    /** How wide a sheet is, unless one says otherwise. */
    public static final int WIDTH = 1600;

    private static final int TALLEST = 60_000;
    private static final int NARROWEST = 48;
    private static final int WIDEST = 640;

    private static final int MARGIN = 28;
    private static final int GAP = 12;
    private static final int LINE = 18;
    private static final double TITLE = 10;
    private static final double NAME = 8;

    private static final Light GROUND = new Light(0.055, 0.062, 0.078);
    private static final Light HOLE = new Light(0.09, 0.1, 0.12);
    private static final Light BRIGHT = new Light(0.92, 0.93, 0.95);
    private static final Light DIM = new Light(0.55, 0.58, 0.63);

    private final List<Panel> panels;
    private final Sources sources;
    private final int side;
    private final List<Row> rows = new ArrayList<>();

    private record Row(Roi roi, int height) {}

    private ContactSheet(List<Roi> rois, List<Panel> panels, int width) {
        this.panels = panels;
        sources = new Sources(rois, panels);
        int room = width - 2 * MARGIN - (panels.size() - 1) * GAP;
        side = Math.min(WIDEST, room / panels.size());
        if (side < NARROWEST) {
            throw RoimillException.usage(
                    "a sheet of " + width + " pixels has no room for " + panels.size() + " columns",
                    "Make it at least " + (2 * MARGIN + panels.size() * (NARROWEST + GAP) - GAP)
                            + " wide, or show fewer.");
        }
        rois.forEach(roi -> rows.add(new Row(roi, height(roi))));
    }

    public static Rgb of(List<Roi> rois, List<Panel> panels) {
        return of(rois, panels, WIDTH);
    }

    /** A sheet at most {@code width} pixels wide. What a ROI lacks is left dark and said to be missing. */
    public static Rgb of(List<Roi> rois, List<Panel> panels, int width) {
        if (rois.isEmpty() || panels.isEmpty()) {
            throw RoimillException.usage("a contact sheet of nothing", "Give at least one ROI and one panel.");
        }
        return new ContactSheet(rois, panels, width).drawn();
    }

    private int height(Roi roi) {
        return panels.stream()
                .map(panel -> Frame.of(roi, panel))
                .filter(Objects::nonNull)
                .mapToInt(frame -> frame.height(side))
                .max()
                .orElse(side / 2);
    }

    private Rgb drawn() {
        int width = 2 * MARGIN + panels.size() * (side + GAP) - GAP;
        int header = header();
        long height = MARGIN
                + (long) header
                + rows.stream().mapToLong(row -> LINE + row.height() + GAP).sum()
                + MARGIN
                - GAP;
        if (height > TALLEST) {
            throw RoimillException.usage(
                    "a sheet of " + rows.size() + " ROIs would be " + height + " pixels high",
                    "Show at most " + (long) rows.size() * TALLEST / height + " at once, or more columns.");
        }
        Rgb sheet = Rgb.black(width, (int) height);
        sheet.fill(0, 0, sheet.height(), sheet.width(), GROUND);
        captions(sheet);
        int top = MARGIN + header;
        for (Row row : rows) {
            Lettering.write(row.roi().name(), top + 3, MARGIN, NAME, DIM, sheet);
            panels(row, top + LINE, sheet);
            top += LINE + row.height() + GAP;
        }
        return sheet;
    }

    private void panels(Row row, int top, Rgb sheet) {
        for (int i = 0; i < panels.size(); i++) {
            Frame frame = Frame.of(row.roi(), panels.get(i));
            if (frame != null) {
                sheet.put(frame.picture(sources, side), top, left(i));
            } else {
                sheet.fill(top, left(i), row.height(), side, HOLE);
                Lettering.write("missing", top + row.height() / 2, left(i) + GAP, NAME, DIM, sheet);
            }
        }
    }

    private int left(int column) {
        return MARGIN + column * (side + GAP);
    }

    /** How high the captions are: some have two lines. */
    private int header() {
        return panels.stream()
                        .anyMatch(p -> !p.title().isEmpty() && !channels(p).isEmpty())
                ? 2 * LINE + 6
                : LINE + 6;
    }

    /** What is shown, and under it the channels, each in its own colour. */
    private void captions(Rgb sheet) {
        for (int i = 0; i < panels.size(); i++) {
            int top = MARGIN;
            Set<String> channels = channels(panels.get(i));
            String title = panels.get(i).title();
            if (!title.isEmpty()) {
                Lettering.write(title, top, left(i), TITLE, BRIGHT, sheet);
                top += LINE;
            }
            int x = left(i);
            for (String channel : channels) {
                Light colour = channels.size() == 1 ? BRIGHT : sources.colour(channel);
                Lettering.write(channel, top, x, TITLE, colour, sheet);
                x += Lettering.width(channel, TITLE) + GAP;
            }
        }
    }

    private Set<String> channels(Panel panel) {
        Set<String> names = new LinkedHashSet<>();
        for (Row row : rows) {
            panel.images().forEach(image -> Sources.find(row.roi(), image).forEach(s -> names.add(s.name())));
        }
        return names;
    }
}
