package org.roimill.stores.commit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.Keys;

/** The folder of a store, all links to it resolved, and the Zarr version of its root group. */
record StoreRoot(Path path, int version) {
    /** Where transactions and the lock live; no group of the store. */
    static final String HIDDEN = ".roimill";

    static final String PREFIX = "tx-";

    static StoreRoot open(Path store) {
        Path real;
        try {
            real = store.toRealPath();
        } catch (NoSuchFileException e) {
            throw RoimillException.badData(store + " is not there", "Check the path.", e);
        } catch (IOException e) {
            throw Disk.failure("opening", store, e);
        }
        if (Files.isRegularFile(real.resolve("zarr.json"))) {
            return new StoreRoot(real, 3);
        }
        if (Files.isRegularFile(real.resolve(".zgroup"))) {
            return new StoreRoot(real, 2);
        }
        throw RoimillException.badData(
                store + " is no Zarr store: its root has neither zarr.json nor .zgroup", "Give the folder of a store.");
    }

    Path base() {
        Path base = path.resolve(HIDDEN);
        refuseLink(base);
        return base;
    }

    Path at(String key) {
        return key.isEmpty() ? path : path.resolve(key);
    }

    FileStore store() {
        return FileStore.open(path);
    }

    /** Gives the element back if its name is sound: nothing that climbs or hides. */
    static String checkName(String element) {
        boolean sound;
        try {
            Keys.check(element);
            sound = !element.startsWith(".") && !element.contains("/.");
        } catch (RoimillException e) {
            sound = false;
        }
        if (!sound) {
            throw RoimillException.usage(
                    "'" + element + "' cannot be the place of an element",
                    "It is made of names joined by slashes; none may be empty or begin with a dot.");
        }
        return element;
    }

    /** Neither the element nor any group on the way to it may be a link: what it leads to is not ours to change. */
    void refuseLinks(String element) {
        for (String group : groupsAbove(element)) {
            Path folder = at(group);
            refuseLink(folder);
            if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
                throw RoimillException.badData(folder + " is a file where a group should be", "Move it away.");
            }
        }
        refuseLink(at(element));
    }

    private static void refuseLink(Path path) {
        if (Files.isSymbolicLink(path)) {
            throw RoimillException.badData(
                    path + " is a link inside a store, and nothing is written through those",
                    "Put the data in its place, or write to a new store.");
        }
    }

    /** The groups that hold it, the root first. */
    static List<String> groupsAbove(String element) {
        List<String> groups = new ArrayList<>();
        groups.add("");
        for (int slash = element.indexOf('/'); slash >= 0; slash = element.indexOf('/', slash + 1)) {
            groups.add(element.substring(0, slash));
        }
        return groups;
    }
}
