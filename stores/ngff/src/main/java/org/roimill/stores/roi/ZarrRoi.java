package org.roimill.stores.roi;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.element.Kind;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.Shapes;
import org.roimill.core.element.Table;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.Fault;
import org.roimill.core.format.Roi;
import org.roimill.stores.commit.ElementKey;
import org.roimill.stores.complete.Checks;
import org.roimill.stores.complete.Verifier;
import org.roimill.stores.spatialdata.StoredElement;
import org.roimill.stores.table.AnnDataReader;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.store.Store;

/** A ROI whose elements lie in one or several Zarr stores. */
public final class ZarrRoi implements Roi {
    private static final Comparator<StoredElement> LISTING = Comparator.comparingInt(ZarrRoi::place)
            .thenComparing(e -> e.element().name());

    private final String name;
    private final String description;
    private final Map<String, StoredElement> elements = new LinkedHashMap<>();
    private final List<Element> listed;
    private final List<Fault> faults;
    private final List<Store> stores;

    /**
     * @param stores closed with it
     */
    ZarrRoi(String name, String description, List<StoredElement> found, List<Fault> faults, List<Store> stores) {
        this.name = name;
        this.description = description;
        found.stream().sorted(LISTING).forEach(e -> elements.put(e.element().name(), e));
        this.listed = elements.values().stream().map(StoredElement::element).toList();
        this.faults = List.copyOf(faults);
        this.stores = List.copyOf(stores);
    }

    private static int place(StoredElement e) {
        return switch (e.element().kind()) {
            case IMAGE -> 0;
            case LABELS -> 1;
            case SHAPES -> 2;
            case TABLE -> 3;
            case CROPS -> 4;
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Element> elements() {
        return listed;
    }

    @Override
    public List<Fault> faults() {
        return faults;
    }

    /** An element with the place where it is stored. */
    public StoredElement stored(String element) {
        StoredElement stored = elements.get(element);
        if (stored == null) {
            for (Fault fault : faults) {
                if (fault.place().endsWith("/" + element)) {
                    throw fault.cause();
                }
            }
            // Says what there is.
            element(element);
        }
        return stored;
    }

    @Override
    public Pixels pixels(String element, int level) {
        StoredElement stored = stored(element);
        if (stored.raster() == null) {
            throw wrongKind(stored, "has no voxels");
        }
        return stored.pixels(level);
    }

    @Override
    public String key(String element) {
        StoredElement stored = stored(element);
        Path root = Path.of(stored.store().name());
        return ElementKey.of(stored.store(), stored.path(), StoreTransaction.OPTIONS.completeness(), root);
    }

    @Override
    public Table table(String element) {
        StoredElement stored = stored(element);
        if (stored.element().kind() != Kind.TABLE) {
            throw wrongKind(stored, "is no table");
        }
        return new AnnDataReader(ZarrGroup.openPlain(stored.through(), stored.path())).read();
    }

    @Override
    public Shapes shapes(String element) {
        StoredElement stored = stored(element);
        if (stored.element().kind() != Kind.SHAPES) {
            throw wrongKind(stored, "holds no shapes");
        }
        throw RoimillException.usage(
                name + ": the content of '" + element + "' is Parquet, which this version of roimill does not read",
                "Export the shapes as GeoJSON, or rasterise them to labels first.");
    }

    private RoimillException wrongKind(StoredElement e, String what) {
        return RoimillException.usage(
                name + ": '" + e.element().name() + "' is of kind "
                        + e.element().kind() + " and " + what,
                "Name another element.");
    }

    /**
     * Holds an element against its chunk list: what is wrong, empty for nothing, null where it has no list.
     *
     * @param content whether all is read, or presence and length looked at alone
     */
    public List<Verifier.Bad> verify(String element, boolean content) {
        StoredElement stored = stored(element);
        return Checks.verify(stored.store(), stored.path(), content);
    }

    @Override
    public void close() {
        stores.forEach(Store::close);
    }
}
