package org.roimill.cli.demo;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.roimill.api.demo.Found;
import org.roimill.api.demo.Tissue;
import org.roimill.api.picture.ContactSheet;
import org.roimill.api.picture.Panel;
import org.roimill.api.picture.Png;
import org.roimill.cli.console.Columns;
import org.roimill.core.format.Formats;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;

/** What came out: a picture of it, and how much of what is known to be there was found. */
public final class Showing {
    private static final String NUCLEI = "nuclei";
    /** More rows would make a picture that nobody looks through. */
    private static final int MOST_ROWS = 12;
    /** So many pixels of the full resolution are shown where single cells matter. */
    private static final int DETAIL = 256;

    private static final List<Panel> PANELS = List.of(
            Panel.images("DAPI", "ECad", "CD3", "Ki67").titled("tissue"),
            Panel.images("DAPI", "ECad", "CD3", "Ki67").detail(DETAIL).titled("its middle"),
            Panel.images("DAPI").outlined(NUCLEI).detail(DETAIL).titled("nuclei found"),
            Panel.labels("cytoplasm").outlined(NUCLEI).detail(DETAIL).titled("cytoplasm"),
            Panel.labels("ring").detail(DETAIL).titled("ring, 2 to 8 px"),
            Panel.images("DAPI").outlined(Tissue.NUCLEI).detail(DETAIL).titled("truth"));

    private Showing() {}

    /** Draws the sheet and prints the score of those ROIs that have a result. */
    public static void of(Workplace workplace, List<String> ids, PrintWriter out) {
        List<Roi> open = new ArrayList<>();
        try {
            for (String id : ids) {
                if (Files.exists(workplace.result(id))) {
                    open.add(Formats.open(workplace.result(id), OpenOptions.DEFAULT));
                }
            }
            if (!open.isEmpty()) {
                score(open, out);
                List<Roi> shown = open.subList(0, Math.min(MOST_ROWS, open.size()));
                Png.write(ContactSheet.of(shown, PANELS), workplace.picture());
            }
        } finally {
            open.forEach(Roi::close);
        }
    }

    private static void score(List<Roi> rois, PrintWriter out) {
        Columns columns = new Columns("").row("ROI", "nuclei", "found", "", "made", "of them wrong");
        Found all = new Found(0, 0, 0, 0);
        for (Roi roi : rois) {
            Found found = Found.of(roi, Tissue.NUCLEI, NUCLEI);
            all = all.plus(found);
            row(roi.name(), found, columns);
        }
        row("all", all, columns);
        columns.print(out);
    }

    private static void row(String name, Found found, Columns columns) {
        columns.row(
                name,
                Integer.toString(found.there()),
                Integer.toString(found.found()),
                String.format(Locale.ROOT, "%.1f %%", 100 * found.share()),
                Integer.toString(found.made()),
                Integer.toString(found.wrong()));
    }
}
