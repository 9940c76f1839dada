package org.roimill.stores.roi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.ElementNames;
import org.roimill.core.element.Kind;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Shapes;
import org.roimill.core.element.Table;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.format.Storage;
import org.roimill.core.format.Transaction;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Affine;
import org.roimill.stores.commit.CommitOptions;
import org.roimill.stores.commit.Completeness;
import org.roimill.stores.commit.Delta;
import org.roimill.stores.commit.NewStore;
import org.roimill.stores.commit.Staged;
import org.roimill.stores.commit.StoreCommit;
import org.roimill.stores.complete.Checks;
import org.roimill.stores.raster.Layout;
import org.roimill.stores.spatialdata.Dialect;
import org.roimill.stores.spatialdata.ElementWriter;
import org.roimill.stores.spatialdata.GroupLists;
import org.roimill.stores.spatialdata.SpatialDataStore;
import org.roimill.stores.zarr.store.Store;

/**
 * Adds elements to a SpatialData store, makes a new one, or writes a delta. What lies on the grid of a raster that the
 * base has is laid out like it and lies in the same coordinate systems.
 */
public final class StoreTransaction implements Transaction {
    /** How elements of ours are committed: their chunk lists are held against what is there, group lists follow. */
    public static final CommitOptions OPTIONS = CommitOptions.of(
            new Completeness() {
                @Override
                public String root(Store store, String element) {
                    return Checks.root(store, element);
                }

                @Override
                public void check(Store store, String element) {
                    Checks.check(store, element);
                }
            },
            GroupLists::update);

    private final Target target;
    private final SpatialDataStore base;
    private final Dialect dialect;
    private final boolean overwrite;
    private final Map<String, String> pathByName = new LinkedHashMap<>();
    private final List<OpenRaster> rasters = new ArrayList<>();

    /** Where elements go. */
    interface Target extends AutoCloseable {
        Store staging();

        void add(String path, boolean overwrite, boolean passing);

        void delete(String path);

        void commit();

        @Override
        void close();
    }

    /**
     * @param base the store whose ways are followed, closed with this; null for none
     */
    StoreTransaction(Target target, SpatialDataStore base, Dialect dialect, boolean overwrite) {
        this.target = target;
        this.base = base;
        this.dialect = dialect;
        this.overwrite = overwrite;
    }

    /** Adds to a store in place. {@code overwrite} says whether elements that are there may be replaced. */
    public static StoreTransaction into(Path store, boolean overwrite, CommitOptions options) {
        StoreCommit commit = StoreCommit.begin(store, options);
        try {
            Store there = Opened.store(store, OpenOptions.DEFAULT);
            SpatialDataStore base = SpatialDataStore.open(there, false);
            return new StoreTransaction(new Committing(commit), base, base.dialect(), overwrite);
        } catch (RuntimeException e) {
            commit.close();
            throw e;
        }
    }

    /** Makes a new store, which appears whole. */
    public static StoreTransaction create(Path store, int zarr, CommitOptions options) {
        Dialect dialect = Dialect.of(zarr);
        NewStore made = NewStore.begin(store, zarr, SpatialDataStore.rootAttributes(dialect), true, options);
        return new StoreTransaction(new Committing(made), null, dialect, false);
    }

    /**
     * Writes a delta: one file that opens by itself and can be laid over its base.
     *
     * @param base the store that was read, whose ways are followed; null where that was none
     * @param zarr the version of Zarr where there is no base to follow
     * @param inputs what the elements are made from, with its keys
     */
    public static StoreTransaction delta(
            Path zip, Path base, int zarr, List<Delta.Input> inputs, CommitOptions options) {
        SpatialDataStore like =
                base == null ? null : SpatialDataStore.open(Opened.store(base, OpenOptions.DEFAULT), true);
        Dialect dialect = like == null ? Dialect.of(zarr) : like.dialect();
        DeltaTarget target = new DeltaTarget(zip, base, inputs, dialect, options.completeness());
        // What the base has is replaced when the delta is committed, if that is allowed then.
        return new StoreTransaction(target, like, dialect, true);
    }

    @Override
    public RasterWriter raster(String name, RasterSpec spec, Storage storage, Map<String, Object> provenance) {
        declare(name, spec.kind(), provenance);
        Map<String, Affine> others = base == null ? Map.of() : base.otherWorlds(spec.grid());
        Layout layout = base == null ? Layout.fresh(dialect.zarr()) : base.layout(spec.kind());
        RasterWriter writer =
                new ElementWriter(target.staging(), dialect, layout).raster(name, spec, storage, others, provenance);
        OpenRaster open = new OpenRaster(name, writer);
        rasters.add(open);
        return open;
    }

    @Override
    public void table(String name, Table table, Map<String, Object> provenance) {
        declare(name, Kind.TABLE, provenance);
        new ElementWriter(target.staging(), dialect, Layout.fresh(dialect.zarr())).table(name, table, provenance);
    }

    @Override
    public void shapes(String name, Shapes shapes, Map<String, Object> provenance) {
        throw RoimillException.usage(
                "'" + name + "' are shapes, which this version of roimill does not write into a store",
                "Write labels instead.");
    }

    /** One name is one element, whatever its kind; one of another kind makes room where that is allowed. */
    private void declare(String name, Kind kind, Map<String, Object> provenance) {
        List<String> names = new ArrayList<>(pathByName.keySet());
        names.add(ElementNames.check(name));
        ElementNames.checkUnique(names);
        String path = ElementWriter.path(kind, name);
        if (base != null && base.elements().containsKey(name)) {
            String there = base.elements().get(name).path();
            if (!overwrite) {
                throw new RoimillException(
                        Failure.EXISTS,
                        base.store().name() + " has an element '" + name + "' already (" + there + ")",
                        "Choose another name, or allow it to be replaced with --overwrite.");
            }
            if (!there.equals(path)) {
                target.delete(there);
            }
        }
        pathByName.put(name, path);
        target.add(path, overwrite, Boolean.TRUE.equals(provenance.get(Element.TRANSIENT)));
    }

    @Override
    public void commit() {
        for (OpenRaster raster : rasters) {
            if (!raster.closed) {
                throw new IllegalStateException("'" + raster.name + "' is still being written");
            }
        }
        target.commit();
    }

    @Override
    public void close() {
        target.close();
        if (base != null) {
            base.store().close();
        }
    }

    /** Knows whether it was closed. */
    private static final class OpenRaster implements RasterWriter {
        private final String name;
        private final RasterWriter writer;
        private volatile boolean closed;

        OpenRaster(String name, RasterWriter writer) {
            this.name = name;
            this.writer = writer;
        }

        @Override
        public long[] chunk() {
            return writer.chunk();
        }

        @Override
        public void write(Block block) {
            writer.write(block);
        }

        @Override
        public Pixels written() {
            return writer.written();
        }

        @Override
        public void close() {
            writer.close();
            closed = true;
        }
    }

    /** A store in place, or a new one. */
    private record Committing(Staged staged) implements Target {
        @Override
        public Store staging() {
            return staged.staging();
        }

        @Override
        public void add(String path, boolean overwrite, boolean passing) {
            staged.add(path, overwrite);
        }

        @Override
        public void delete(String path) {
            staged.delete(path);
        }

        @Override
        public void commit() {
            staged.commit();
        }

        @Override
        public void close() {
            staged.close();
        }
    }
}
