package org.roimill.runner.chain;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.roimill.core.element.ElementNames;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Formats;
import org.roimill.core.text.Spelling;

/**
 * Which ROIs to work on: a sheet with the columns {@code id, path, slide, axes, pixel_size, channels} and any others, a
 * folder, a glob, or one ROI by itself.
 */
public final class SampleSheet {
    private static final Pattern SHEET = Pattern.compile("(?i).*\\.(csv|tsv)");
    private static final Pattern ENDING = Pattern.compile(
            "(?i)(\\.ome)?(\\.zarr(\\.zip)?|\\.tiff?|\\.btf|\\.tf[28]|\\.nii(\\.gz)?|\\.npy|\\.png|\\.jpe?g|\\.ims)$");
    private static final String RESULT = ".roimill.zarr";
    private static final List<String> COLUMNS = List.of("id", "path", "slide", "axes", "pixel_size", "channels");
    private static final long LONGEST = 32 << 20;
    private static final int MOST_ROIS = 100_000;
    private static final String SLIDE =
            "Give each an id of its own, or add a column 'slide', which goes before the id.";

    private SampleSheet() {}

    /** As {@link #of(String, Predicate)}, telling ROIs by the endings of their names. */
    public static List<RoiEntry> of(String rois) {
        return of(rois, path -> ENDING.matcher(path.getFileName().toString()).find());
    }

    /**
     * The ROIs that {@code --rois} names, sorted by path, or in the order of the sheet.
     *
     * @param rois a sheet, a folder, a glob, or one ROI
     * @param recognised whether something is a ROI; whatever else a folder or glob holds is left out
     */
    public static List<RoiEntry> of(String rois, Predicate<Path> recognised) {
        List<Path> paths;
        if (Globs.isGlob(rois)) {
            paths = withoutResults(Globs.expand(rois, recognised));
        } else {
            Path path = Path.of(rois);
            if (!Files.exists(path)) {
                throw RoimillException.usage("there is nothing at " + rois, "Check the path.");
            }
            if (Files.isRegularFile(path) && SHEET.matcher(rois).matches()) {
                return read(path);
            }
            boolean folder = Files.isDirectory(path) && !recognised.test(path);
            paths = folder
                    ? withoutResults(
                            Globs.list(path).stream().filter(recognised).toList())
                    : List.of(path);
        }
        if (paths.isEmpty()) {
            throw RoimillException.usage(
                    "there is no ROI in " + rois, "Name a folder or glob of ROIs, or a sample sheet (.csv, .tsv).");
        }
        if (paths.size() > MOST_ROIS) {
            throw RoimillException.usage(rois + " holds more than " + MOST_ROIS + " ROIs", "Take fewer at a time.");
        }
        Ids ids = new Ids(rois);
        return paths.stream()
                .map(p -> new RoiEntry(ids.claim(0, idOf(p), p.toString()), p, null, null, null, List.of(), Map.of()))
                .toList();
    }

    /** The store for what is made of an image that is none itself. */
    public static Path resultBeside(Path image) {
        String name = image.getFileName().toString().replaceFirst("(?i)(\\.ome)?\\.(tiff?|png|jpe?g|zarr|zip)$", "");
        return image.resolveSibling(name + RESULT);
    }

    /** What was made of an image is no ROI as long as the image is there. */
    private static List<Path> withoutResults(List<Path> paths) {
        Set<Path> results = new HashSet<>();
        List<Path> images = Formats.withoutCopies(paths);
        images.stream()
                .filter(path -> !path.getFileName().toString().endsWith(RESULT))
                .forEach(path -> results.add(resultBeside(path)));
        return images.stream().filter(path -> !results.contains(path)).toList();
    }

    public static List<RoiEntry> read(Path sheet) {
        List<Csv.Row> rows = Csv.read(text(sheet), sheet.toString());
        if (rows.size() < 2) {
            throw RoimillException.usage(
                    sheet + " lists no ROI", "Its first line names the columns, for example id,path; ROIs follow.");
        }
        if (rows.size() > MOST_ROIS + 1) {
            throw RoimillException.usage(sheet + " lists more than " + MOST_ROIS + " ROIs", "Take fewer at a time.");
        }
        Faults faults = new Faults(sheet.toString());
        List<String> columns = columns(rows.get(0), faults);
        faults.throwIfAny();
        Path folder = sheet.toAbsolutePath().getParent();
        Ids ids = new Ids(sheet.toString());
        List<RoiEntry> entries = new ArrayList<>();
        for (Csv.Row row : rows.subList(1, rows.size())) {
            entries.add(entry(row, columns, folder, sheet.toString(), ids));
        }
        return List.copyOf(entries);
    }

    private static String text(Path sheet) {
        try {
            if (Files.size(sheet) > LONGEST) {
                throw RoimillException.usage(sheet + " is longer than 32 MiB", "Name a sample sheet.");
            }
            return Files.readString(sheet);
        } catch (CharacterCodingException e) {
            throw RoimillException.usage(sheet + " is not UTF-8 text", "Save it as UTF-8, for example as 'CSV UTF-8'.");
        } catch (IOException e) {
            throw RoimillException.trouble(
                    sheet + " cannot be read: " + e.getMessage(), "Check that it is a file that you may read.", e);
        }
    }

    /** The names of the columns; those that roimill knows in its spelling. */
    private static List<String> columns(Csv.Row header, Faults faults) {
        List<String> columns = new ArrayList<>();
        for (String cell : header.cells()) {
            String plain = cell.toLowerCase(Locale.ROOT).replaceAll("[-. ]", "_");
            String column = COLUMNS.contains(plain) ? plain : cell;
            if (column.isEmpty() && !header.cells().getLast().equals(cell)) {
                faults.add(header.line(), "", "column " + (columns.size() + 1) + " has no name", "Name every column.");
            }
            if (!column.isEmpty() && columns.contains(column)) {
                faults.add(header.line(), "", "there are two columns '" + column + "'", "Keep one of them.");
            }
            columns.add(column);
        }
        if (!columns.contains("path")) {
            String near = Spelling.nearest("path", columns)
                    .map(c -> "Is it '" + c + "'? ")
                    .orElse("");
            faults.add(
                    header.line(),
                    "",
                    "there is no column 'path'",
                    near + "Known: " + String.join(", ", COLUMNS) + ".");
        }
        return columns;
    }

    private static RoiEntry entry(Csv.Row row, List<String> columns, Path folder, String sheet, Ids ids) {
        if (row.cells().size() != columns.size()) {
            throw fault(
                    sheet,
                    row.line(),
                    "there are " + row.cells().size() + " cells, but " + columns.size() + " columns",
                    "Put quotes around a cell that holds a separator.");
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!row.cells().get(i).isEmpty()) {
                cells.put(columns.get(i), row.cells().get(i));
            }
        }
        String given = cells.remove("path");
        if (given == null) {
            throw fault(sheet, row.line(), "'path' is empty", "Say where the ROI is.");
        }
        Path path = folder.resolve(given).normalize();
        String slide = cells.remove("slide");
        String id = cells.remove("id");
        String whole = (slide == null ? "" : slide + "_") + (id == null ? idOf(path) : id);
        String channels = cells.remove("channels");
        return new RoiEntry(
                ids.claim(row.line(), whole, path.toString()),
                path,
                slide,
                cells.remove("axes"),
                cells.remove("pixel_size"),
                channels == null ? List.of() : List.of(channels.split("\\s*[|,;]\\s*")),
                cells);
    }

    private static RoimillException fault(String sheet, int line, String what, String wayOut) {
        return RoimillException.usage(sheet + (line == 0 ? "" : ", line " + line) + ": " + what, wayOut);
    }

    /** The name of a file without the endings that say what it is. */
    static String idOf(Path path) {
        return ElementNames.from(ENDING.matcher(path.getFileName().toString()).replaceFirst(""));
    }

    /** Sees to it that ids differ, also where a file system ignores case, and can be names of files. */
    private static final class Ids {
        private final String source;
        private final Map<String, String> owners = new HashMap<>();

        Ids(String source) {
            this.source = source;
        }

        String claim(int line, String id, String owner) {
            String wrong = ElementNames.wrongWith(id);
            if (wrong != null) {
                throw fault(
                        source,
                        line,
                        "'" + id + "' cannot be the id of a ROI: " + wrong,
                        "Use letters, digits, '_', '-' and '.'.");
            }
            String before = owners.put(id.toLowerCase(Locale.ROOT), owner);
            if (before != null) {
                throw fault(source, line, "two ROIs are called '" + id + "': " + before + " and " + owner, SLIDE);
            }
            return id;
        }
    }
}
