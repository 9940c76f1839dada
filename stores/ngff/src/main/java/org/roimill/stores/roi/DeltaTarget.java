package org.roimill.stores.roi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.OpenOptions;
import org.roimill.stores.commit.Completeness;
import org.roimill.stores.commit.Delta;
import org.roimill.stores.commit.ElementKey;
import org.roimill.stores.complete.Checks;
import org.roimill.stores.spatialdata.Dialect;
import org.roimill.stores.spatialdata.GroupLists;
import org.roimill.stores.spatialdata.SpatialDataStore;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.Store;
import org.roimill.stores.zarr.store.ZipWriter;

/** A delta: built in a hidden folder beside its place, packed into one file that appears whole. */
final class DeltaTarget implements StoreTransaction.Target {
    private final Path zip;
    private final Path base;
    private final List<Delta.Input> inputs;
    private final Completeness completeness;
    private final Path folder;
    private final FileStore staging;
    private final Map<String, Boolean> passing = new LinkedHashMap<>();

    /**
     * @param base the store that was read; null where that was none
     */
    DeltaTarget(Path zip, Path base, List<Delta.Input> inputs, Dialect dialect, Completeness completeness) {
        if (Files.exists(zip)) {
            throw new RoimillException(
                    Failure.EXISTS, zip + " is there already", "Delete it, or choose another place.");
        }
        this.zip = zip;
        this.base = base;
        this.inputs = List.copyOf(inputs);
        this.completeness = completeness;
        this.folder = zip.resolveSibling("." + zip.getFileName() + ".roimill-" + UUID.randomUUID());
        this.staging = FileStore.create(folder);
        SpatialDataStore.create(staging, dialect);
    }

    @Override
    public Store staging() {
        return staging;
    }

    @Override
    public void add(String path, boolean overwrite, boolean dropped) {
        passing.put(path, dropped);
    }

    /** A delta hides what has the same name; the commit of it decides what goes. */
    @Override
    public void delete(String path) {}

    @Override
    public void commit() {
        List<Delta.Item> items = new ArrayList<>();
        passing.forEach((path, dropped) -> {
            Checks.check(staging, path);
            String replaces = base == null || !Files.isDirectory(base)
                    ? ElementKey.ABSENT
                    : ElementKey.of(base, path, completeness);
            items.add(new Delta.Item(path, ElementKey.of(staging, path, completeness), replaces, dropped));
        });
        GroupLists.update(staging);
        ZarrGroup.openPlain(staging, "").consolidate();
        staging.write(Delta.KEY, new Delta(baseOf(), inputs, items).toJson());
        ZipWriter.pack(staging, zip, List.of(Delta.KEY));
    }

    private Delta.Base baseOf() {
        if (base == null) {
            return new Delta.Base("", "");
        }
        try (Store read = Opened.store(base, OpenOptions.DEFAULT)) {
            return Delta.Base.of(read);
        }
    }

    @Override
    public void close() {
        staging.deleteAll("");
        staging.close();
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw RoimillException.trouble(folder + " cannot be deleted", "Delete it by hand.", e);
        }
    }
}
