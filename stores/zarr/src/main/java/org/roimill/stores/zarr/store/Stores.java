package org.roimill.stores.zarr.store;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.roimill.core.error.RoimillException;

/** Opens a store by what people write: a folder, a Zip archive or an address. */
public final class Stores {
    private Stores() {}

    public static Store open(String place) {
        if (place.startsWith("http://") || place.startsWith("https://")) {
            return HttpStore.open(URI.create(place));
        }
        Path path = Path.of(place);
        if (Files.isDirectory(path)) {
            return FileStore.open(path);
        }
        if (Files.isRegularFile(path)) {
            return ZipStore.open(path);
        }
        throw RoimillException.badData(
                place + " is no Zarr store: neither a folder nor a Zip archive", "Check the path.");
    }
}
