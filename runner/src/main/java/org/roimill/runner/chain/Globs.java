package org.roimill.runner.chain;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.roimill.core.error.RoimillException;

/** Lists folders, by name or by glob, without hidden files, sorted, and without looking into ROIs, which may be folders. */
final class Globs {
    private static final Pattern SIGNS = Pattern.compile("[*?\\[{]");
    private static final String ANY_DEPTH = "**";
    private static final int MOST_ENTRIES = 1_000_000;

    private final Predicate<Path> isRoi;
    private int seen;

    private Globs(Predicate<Path> isRoi) {
        this.isRoi = isRoi;
    }

    /** Whether it must be expanded; something that is called so is meant itself. */
    static boolean isGlob(String text) {
        return SIGNS.matcher(text).find() && !Files.exists(Path.of(text));
    }

    static List<Path> list(Path folder) {
        return new Globs(path -> false).entries(folder);
    }

    /** The ROIs that a glob matches; {@code **} stands for any number of folders. */
    static List<Path> expand(String glob, Predicate<Path> isRoi) {
        Path pattern = Path.of(glob);
        Path start = pattern.getRoot() == null ? Path.of("") : pattern.getRoot();
        Set<Path> found = new TreeSet<>();
        new Globs(isRoi).expand(start, pattern, 0, found);
        return List.copyOf(found);
    }

    private void expand(Path place, Path pattern, int index, Set<Path> found) {
        if (index == pattern.getNameCount()) {
            if (isRoi.test(place)) {
                found.add(place);
            }
            return;
        }
        String part = pattern.getName(index).toString();
        if (!SIGNS.matcher(part).find()) {
            Path next = place.resolve(part);
            if (Files.exists(next)) {
                expand(next, pattern, index + 1, found);
            }
            return;
        }
        boolean anyDepth = part.equals(ANY_DEPTH);
        if (anyDepth) {
            expand(place, pattern, index + 1, found);
        }
        if (!Files.isDirectory(place) || isRoi.test(place)) {
            return;
        }
        PathMatcher matcher = matcher(part);
        for (Path entry : entries(place)) {
            if (anyDepth ? Files.isDirectory(entry) : matcher.matches(entry.getFileName())) {
                expand(entry, pattern, anyDepth ? index : index + 1, found);
            }
        }
    }

    private static PathMatcher matcher(String part) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + part);
        } catch (PatternSyntaxException e) {
            throw RoimillException.usage(
                    "'" + part + "' is no glob: " + e.getDescription(), "For example 'rois/*.zarr', in quotes.");
        }
    }

    private List<Path> entries(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                if (++seen > MOST_ENTRIES) {
                    throw RoimillException.usage(
                            "there are more than " + MOST_ENTRIES + " files in " + folder, "Name a smaller folder.");
                }
                if (!entry.getFileName().toString().startsWith(".")) {
                    entries.add(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw RoimillException.trouble(
                    folder + " cannot be listed: " + e.getMessage(), "Check that you may read it.", e);
        }
        entries.sort(null);
        return entries;
    }
}
