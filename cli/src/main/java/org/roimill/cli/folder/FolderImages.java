package org.roimill.cli.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.roimill.core.element.ElementNames;
import org.roimill.core.error.Explain;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Format;
import org.roimill.core.format.Formats;
import org.roimill.core.format.StoreFormat;
import org.roimill.runner.chain.RoiEntry;

/** The images of a folder, sorted; what earlier runs made of them is left out. */
public final class FolderImages {
    private static final Pattern MADE = Pattern.compile(".*(_cp_masks.*|_masks|_flows|_outlines|_seg)");
    private static final String RESULT = ".roimill.zarr";

    private final Path folder;
    private final List<Format> formats = Formats.all();

    public FolderImages(Path folder) {
        this.folder = folder;
    }

    /** Whether this is a folder of images, and none of stores nor a store itself. */
    public boolean isForFiles() {
        return Files.isDirectory(folder) && !isStore(folder) && list(folder).noneMatch(this::isStoreByItself);
    }

    private boolean isStoreByItself(Path path) {
        return !path.getFileName().toString().endsWith(RESULT) && isStore(path);
    }

    private boolean isStore(Path path) {
        return formats.stream().anyMatch(f -> f instanceof StoreFormat && f.recognises(path));
    }

    private boolean isImage(Path path) {
        return formats.stream().anyMatch(f -> !(f instanceof StoreFormat) && f.recognises(path));
    }

    public List<RoiEntry> entries(SaveOptions options) {
        List<Path> files = new ArrayList<>(list(folder).toList());
        if (options.oneLevelDown()) {
            list(folder).filter(Files::isDirectory).forEach(inner -> list(inner).forEach(files::add));
        }
        List<Path> images = files.stream()
                .filter(Files::isRegularFile)
                .filter(file -> base(file).endsWith(options.filter()) && !isMade(file, options.suffix()))
                .filter(this::isImage)
                .toList();
        if (images.isEmpty()) {
            throw RoimillException.usage(
                    "there is no image in " + folder
                            + (options.filter().isEmpty() ? "" : " whose name ends with " + options.filter()),
                    options.oneLevelDown()
                            ? "Check the path."
                            : "Check the path; images in its folders are taken by --look-one-level-down.");
        }
        return entries(Formats.withoutCopies(images));
    }

    private static boolean isMade(Path file, String suffix) {
        String base = base(file);
        return MADE.matcher(base).matches() || (!suffix.isEmpty() && base.endsWith(suffix));
    }

    private List<RoiEntry> entries(List<Path> images) {
        Set<String> ids = new HashSet<>();
        Set<String> bases = new HashSet<>();
        List<RoiEntry> all = new ArrayList<>();
        for (Path image : images) {
            String base = folder.relativize(image.resolveSibling(base(image))).toString();
            if (!bases.add(base.toLowerCase(Locale.ROOT))) {
                throw RoimillException.usage(
                        "several images in " + folder + " are called " + base
                                + ", and so would be what is made of them",
                        "Move one of them to another folder.");
            }
            String wanted = ElementNames.from(base);
            String id = wanted;
            for (int n = 2; !ids.add(id.toLowerCase(Locale.ROOT)); n++) {
                id = wanted + "_" + n;
            }
            all.add(new RoiEntry(id, image, null, null, null, List.of(), Map.of()));
        }
        return all;
    }

    /** The name without its last ending, as Cellpose takes it. */
    static String base(Path image) {
        return image.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList().stream();
        } catch (IOException e) {
            throw Explain.of(e);
        }
    }
}
