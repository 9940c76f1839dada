package org.roimill.cli.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.roimill.core.error.Explain;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Format;
import org.roimill.core.format.Formats;

/** Which found labels belong to which true ones. */
public final class Pairing {
    private static final Pattern ENDING = Pattern.compile("(_image)?(_labels|_cp_masks|_masks|_image)?$");

    private Pairing() {}

    /** Two images, or the images of two folders by their names without endings; every true one must have its pair. */
    public static List<LabelPair> of(Path truth, Path found) {
        boolean folders = isFolder(truth);
        if (folders != isFolder(found)) {
            throw RoimillException.usage(
                    (folders ? truth : found) + " is a folder of images, and " + (folders ? found : truth) + " is not",
                    "Give two folders or two label images.");
        }
        if (!folders) {
            return List.of(new LabelPair(name(found), truth, found));
        }
        Map<String, Path> wanted = images(truth);
        Map<String, Path> there = images(found);
        if (wanted.isEmpty()) {
            throw RoimillException.usage("there is no label image in " + truth, "Check the path.");
        }
        for (Map.Entry<String, Path> each : wanted.entrySet()) {
            if (!there.containsKey(each.getKey())) {
                throw RoimillException.usage(
                        "there are no labels in " + found + " for " + each.getValue(),
                        "Names are compared without _labels, _masks, _cp_masks, _image.");
            }
        }
        return wanted.entrySet().stream()
                .map(e -> new LabelPair(e.getKey(), e.getValue(), there.get(e.getKey())))
                .toList();
    }

    private static boolean isFolder(Path path) {
        return Files.isDirectory(path) && !isImage(path);
    }

    private static boolean isImage(Path path) {
        List<Format> formats = Formats.all();
        return formats.stream().anyMatch(format -> format.recognises(path));
    }

    private static Map<String, Path> images(Path folder) {
        Map<String, Path> all = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> labels = files.filter(
                            file -> !file.getFileName().toString().startsWith("."))
                    .filter(Pairing::isImage)
                    .sorted()
                    .toList();
            Formats.withoutCopies(labels).forEach(file -> {
                Path other = all.put(name(file), file);
                if (other != null) {
                    throw RoimillException.usage(
                            other + " and " + file + " would both be labels of " + name(file),
                            "Keep one of them in the folder.");
                }
            });
        } catch (IOException e) {
            throw Explain.of(e);
        }
        return all;
    }

    private static String name(Path file) {
        String base = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        return ENDING.matcher(base).replaceFirst("");
    }
}
