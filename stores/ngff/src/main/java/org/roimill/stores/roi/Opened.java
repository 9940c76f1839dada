package org.roimill.stores.roi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.OpenOptions;
import org.roimill.stores.zarr.NodeKind;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.Store;
import org.roimill.stores.zarr.store.ZipStore;

/** Stores by their path. */
final class Opened {
    private static final List<String> ROOTS = List.of("zarr.json", ".zgroup", ".zattrs", ".zmetadata");

    private Opened() {}

    /** The name of a ROI: that of its folder or file without endings. */
    static String name(Path path) {
        String name = path.toAbsolutePath().normalize().getFileName().toString();
        for (String ending : List.of(".zip", ".zarr", ".ome")) {
            if (name.endsWith(ending) && name.length() > ending.length()) {
                name = name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }

    static Store store(Path path, OpenOptions options) {
        if (Files.isRegularFile(path)) {
            return ZipStore.open(path);
        }
        return options.followLinks() ? FileStore.openFollowingLinks(path) : FileStore.open(path);
    }

    interface Test {
        boolean of(ZarrGroup root);
    }

    /** Whether there is a Zarr group at a path, and it passes. Never throws. */
    static boolean recognises(Path path, Test test) {
        boolean folder =
                Files.isDirectory(path) && ROOTS.stream().anyMatch(file -> Files.isRegularFile(path.resolve(file)));
        boolean zip = Files.isRegularFile(path) && path.toString().endsWith(".zip");
        if (!folder && !zip) {
            return false;
        }
        try (Store store = store(path, OpenOptions.DEFAULT)) {
            return ZarrGroup.kindAt(store, "") == NodeKind.GROUP && test.of(ZarrGroup.open(store, ""));
        } catch (RoimillException e) {
            // Opening it will say what is wrong with what is clearly meant to be a store.
            return zip && path.toString().endsWith(".zarr.zip");
        }
    }
}
