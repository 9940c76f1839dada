package org.roimill.stores.commit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.Keys;
import org.roimill.stores.zarr.store.Store;

/**
 * What tells one state of an element from another. Where it has a chunk list, {@code content:} and a digest of its
 * metadata documents, the root of the list, and the names and sizes of its files: equal wherever the element is copied.
 * Where it has none, {@code stat:} and a digest that takes the times of the files instead.
 */
public final class ElementKey {
    /** Of an element that is not there. */
    public static final String ABSENT = "absent";

    private static final String CONTENT = "content:";
    private static final String STAT = "stat:";
    private static final Set<String> DOCUMENTS = Set.of("zarr.json", ".zgroup", ".zarray", ".zattrs", ".zmetadata");
    private static final long LARGEST_DOCUMENT = 1L << 28;

    private ElementKey() {}

    /** Of an element of a store on a file system. */
    public static String of(Path root, String element, Completeness completeness) {
        Path folder = root.resolve(Keys.check(element));
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return ABSENT;
        }
        Store store = FileStore.open(root);
        boolean listed = completeness.root(store, element) != null;
        return listed ? of(store, element, completeness) : STAT + digest(store, element, "", root);
    }

    /** Of an element of a store that stands as files below {@code root}, or as one file there. */
    public static String of(Store store, String element, Completeness completeness, Path root) {
        if (completeness.root(store, element) != null) {
            return of(store, element, completeness);
        }
        return STAT + digest(store, element, "", root);
    }

    /** Of an element of any store that lists; it must have a chunk list. */
    public static String of(Store store, String element, Completeness completeness) {
        if (isAbsent(store, element)) {
            return ABSENT;
        }
        String listRoot = completeness.root(store, element);
        if (listRoot == null) {
            throw RoimillException.badData(
                    store.name() + ": the element '" + element + "' has no chunk list",
                    "It was not written by roimill, or its attributes were lost: write it again.");
        }
        return CONTENT + digest(store, element, listRoot, null);
    }

    private static boolean isAbsent(Store store, String element) {
        AtomicBoolean any = new AtomicBoolean();
        store.walk(element, key -> any.set(true));
        return !any.get();
    }

    private static String digest(Store store, String element, String listRoot, Path timesBelow) {
        MessageDigest digest = sha256();
        update(digest, listRoot);
        boolean packed = timesBelow != null && Files.isRegularFile(timesBelow);
        store.walk(element, key -> {
            update(digest, key.substring(element.length()));
            if (DOCUMENTS.contains(key.substring(key.lastIndexOf('/') + 1))) {
                digest.update(store.readBytes(key, LARGEST_DOCUMENT));
            } else {
                update(digest, Long.toString(store.size(key)));
            }
            if (timesBelow != null) {
                update(digest, time(packed ? timesBelow : timesBelow.resolve(key)));
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String time(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .toString();
        } catch (IOException e) {
            throw Disk.failure("looking at it", file, e);
        }
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
