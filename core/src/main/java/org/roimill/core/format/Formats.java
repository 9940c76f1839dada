package org.roimill.core.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.roimill.core.error.RoimillException;

/** All formats that are on the class path. */
public final class Formats {
    private Formats() {}

    public static List<Format> all() {
        return ServiceLoader.load(Format.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Format::id))
                .toList();
    }

    /** The format of what lies there; an error that lists all formats where none knows it. */
    public static Format of(Path path) {
        if (!Files.exists(path)) {
            throw RoimillException.usage("there is nothing at " + path, "Check the path.");
        }
        return all().stream()
                .filter(f -> f.recognises(path))
                .findFirst()
                .orElseThrow(() -> RoimillException.badData(
                        path + " is of no format that roimill reads",
                        "It reads: "
                                + String.join(
                                        ", ", all().stream().map(Format::id).toList()) + "."));
    }

    /**
     * Without pictures beside another file of the same name but for its ending: whoever takes a folder wants the image,
     * and not a second time what was made of it to look at.
     */
    public static List<Path> withoutCopies(List<Path> paths) {
        List<Format> pictures = all().stream().filter(Format::isForLooking).toList();
        Set<Path> copies = paths.stream()
                .filter(path -> pictures.stream().anyMatch(f -> f.recognises(path)))
                .collect(Collectors.toSet());
        Set<Path> others = paths.stream()
                .filter(path -> !copies.contains(path))
                .map(Formats::base)
                .collect(Collectors.toSet());
        return paths.stream()
                .filter(path -> !(copies.contains(path) && others.contains(base(path))))
                .toList();
    }

    private static Path base(Path path) {
        return path.resolveSibling(path.getFileName().toString().replaceFirst("(?i)(\\.ome)?\\.[^.]*$", ""));
    }

    /** The format of a store that can be written. */
    public static StoreFormat store(Path path) {
        Format format = of(path);
        if (format instanceof StoreFormat store) {
            return store;
        }
        throw RoimillException.usage(
                path + " is " + format.id() + ", which cannot be added to",
                "Make a store of it: roimill convert " + path + " " + path.getFileName() + ".zarr");
    }

    /** The format that new stores have. */
    public static StoreFormat forNewStores() {
        return all().stream()
                .filter(StoreFormat.class::isInstance)
                .map(StoreFormat.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no store format on the class path"));
    }

    /** Opens whatever lies there. */
    public static Roi open(Path path, OpenOptions options) {
        return of(path).open(path, options);
    }
}
