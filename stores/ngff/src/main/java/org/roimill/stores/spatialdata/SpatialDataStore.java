package org.roimill.stores.spatialdata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.roimill.core.element.Kind;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Fault;
import org.roimill.core.space.Affine;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.stores.raster.Layout;
import org.roimill.stores.raster.Raster;
import org.roimill.stores.zarr.NodeKind;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.Store;

/**
 * An opened SpatialData store: its elements by name, and what is there and cannot be read. One broken element never
 * hides the others.
 */
public final class SpatialDataStore {
    private static final String ATTRS = "spatialdata_attrs";
    /** In the order of listing; older versions have one table only, under another name. */
    private static final List<String> ORDER = List.of("images", "labels", "shapes", "points", "tables", "table");

    private final Store store;
    private final ZarrGroup root;
    private final Map<String, StoredElement> elements = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    /** Folders that are there, where the store can tell. */
    private final Set<String> folders = new HashSet<>();

    private SpatialDataStore(Store store, ZarrGroup root) {
        this.store = store;
        this.root = root;
    }

    /** True if a group looks like one of SpatialData. */
    public static boolean recognises(ZarrGroup root) {
        if (root.attributes().has(ATTRS)) {
            return true;
        }
        // Stores of the first versions say nothing at their root.
        boolean grouped = ORDER.stream().anyMatch(name -> root.kindOf(name) == NodeKind.GROUP);
        boolean image = root.attributes().has("multiscales")
                || root.attributes().path("ome").has("multiscales");
        boolean other = root.attributes().has("bioformats2raw.layout")
                || root.attributes().path("ome").has("bioformats2raw.layout");
        return grouped && !image && !other;
    }

    /**
     * Reads all metadata.
     *
     * @param consolidated whether consolidated metadata are used where there are some
     */
    public static SpatialDataStore open(Store store, boolean consolidated) {
        ZarrGroup root = consolidated ? ZarrGroup.open(store, "") : ZarrGroup.openPlain(store, "");
        SpatialDataStore opened = new SpatialDataStore(store, root);
        Set<String> lower = new HashSet<>();
        for (String group : ORDER) {
            for (String name : opened.names(group)) {
                opened.read(group, name, lower);
            }
        }
        return opened;
    }

    /** Metadata of a new store without elements. */
    public static ObjectNode rootAttributes(Dialect dialect) {
        ObjectNode attributes = Json.object();
        attributes.putObject(ATTRS).put("version", dialect.container());
        return attributes;
    }

    /** A new store without elements. */
    public static void create(Store store, Dialect dialect) {
        ZarrGroup.create(store, "", dialect.zarr(), rootAttributes(dialect));
    }

    /** What a group holds, by its folders and by what consolidated metadata say. */
    private Set<String> names(String group) {
        Set<String> names = new TreeSet<>();
        if ((root.isConsolidated() || !store.canList()) && root.kindOf(group) == NodeKind.GROUP) {
            root.group(group).children().forEach(child -> names.add(child.name()));
        }
        if (store.canList()) {
            for (String child : store.list(group)) {
                if (child.endsWith("/") && !child.startsWith(".")) {
                    String name = child.substring(0, child.length() - 1);
                    names.add(name);
                    folders.add(group + "/" + name);
                }
            }
        }
        return names;
    }

    private void read(String group, String name, Set<String> lower) {
        String path = group + "/" + name;
        try {
            if (!lower.add(name.toLowerCase(Locale.ROOT))) {
                throw RoimillException.badData(
                        store.name() + ": '" + path + "' has the name of another element", "Rename one of them.");
            }
            StoredElement element = open(group, name, groupAt(path));
            elements.put(name, element);
        } catch (RoimillException e) {
            faults.add(new Fault(path, e));
        } catch (IllegalArgumentException | ArithmeticException e) {
            faults.add(new Fault(
                    path,
                    RoimillException.badData(
                            store.name() + ": '" + path + "' cannot be read: " + e.getMessage(),
                            "Write the element again.",
                            e)));
        }
    }

    private ZarrGroup groupAt(String path) {
        boolean known = root.isConsolidated() && root.kindOf(path) == NodeKind.GROUP;
        if (known && store.canList() && !folders.contains(path)) {
            throw RoimillException.badData(
                    store.name() + ": '" + path + "' stands in the consolidated metadata and is not there",
                    "Consolidate the metadata again, or bring the element back.");
        }
        if (known) {
            return root.group(path);
        }
        try {
            return ZarrGroup.openPlain(store, path);
        } catch (RoimillException e) {
            if (ZarrGroup.kindAt(store, path) == NodeKind.GROUP) {
                throw e;
            }
            throw RoimillException.badData(
                    store.name() + ": '" + path + "' has no metadata; writing it was perhaps interrupted",
                    "Delete the folder, or write the element again.",
                    e);
        }
    }

    private static StoredElement open(String group, String name, ZarrGroup at) {
        return switch (group) {
            case "images" -> ElementReader.raster(at, name, Kind.IMAGE);
            case "labels" -> ElementReader.raster(at, name, Kind.LABELS);
            case "shapes", "points" -> ElementReader.shapes(at, name);
            default -> ElementReader.table(at, name);
        };
    }

    public Store store() {
        return store;
    }

    /** In a fixed order: images, labels, shapes, points, tables, each by name. */
    public Map<String, StoredElement> elements() {
        return elements;
    }

    public List<Fault> faults() {
        return faults;
    }

    public String description() {
        JsonNode version = root.attributes().path(ATTRS).path("version");
        return "SpatialData " + (version.isTextual() ? version.textValue() : "without a version") + ", Zarr v"
                + root.version();
    }

    /** The versions that something new has to be written in. */
    public Dialect dialect() {
        Dialect dialect = Dialect.of(root.version());
        StoredElement like = sample(Kind.IMAGE);
        if (like != null && like.element().attributes().get(ATTRS) instanceof Map<?, ?> attrs) {
            return dialect.withRaster(String.valueOf(attrs.get("version")));
        }
        // Programs that leave the root without a version read the first raster format alone.
        return root.attributes().has(ATTRS) ? dialect : dialect.withRaster("0.1");
    }

    /** How a new raster of that kind is laid out here. */
    public Layout layout(Kind kind) {
        StoredElement like = sample(kind);
        if (like == null) {
            return Layout.fresh(root.version());
        }
        Raster raster = like.raster();
        String path = raster.arrays().getFirst().path();
        return Layout.like(raster, path.substring(path.lastIndexOf('/') + 1));
    }

    /** A raster to follow: the first of that kind, else the first of any. */
    private StoredElement sample(Kind kind) {
        StoredElement any = null;
        for (StoredElement e : elements.values()) {
            if (e.raster() != null) {
                if (e.element().kind() == kind) {
                    return e;
                }
                any = any == null ? e : any;
            }
        }
        return any;
    }

    /**
     * Coordinate systems, besides that of the grid, in which rasters on the same grid lie: what is made on that grid lies
     * in them too. The first such raster decides.
     */
    public Map<String, Affine> otherWorlds(Grid grid) {
        for (StoredElement e : elements.values()) {
            if (e.raster() == null) {
                continue;
            }
            Grid there = e.raster().levels().getFirst().grid();
            if (there.world().equals(grid.world()) && sameLattice(there, grid)) {
                Map<String, Affine> others = new LinkedHashMap<>();
                ElementReader.otherWorlds(e).forEach((name, map) -> others.put(name, over(map, there, grid)));
                return others;
            }
        }
        return Map.of();
    }

    private static boolean sameLattice(Grid a, Grid b) {
        return a.axes().spatial().equals(b.axes().spatial())
                && a.drop(a.axes().without(a.axes().spatial()))
                        .equals(b.drop(b.axes().without(b.axes().spatial())).withLevel(0));
    }

    /** A map over the axes of one grid as one over those of another that lies on the same lattice. */
    private static Affine over(Affine map, Grid from, Grid to) {
        int n = to.axes().count();
        double[][] m = new double[n][n + 1];
        for (int r = 0; r < n; r++) {
            Axis row = to.axes().get(r);
            int fromRow = from.axes().indexOf(row);
            for (int c = 0; c < n; c++) {
                int fromColumn = from.axes().indexOf(to.axes().get(c));
                m[r][c] = fromRow < 0 || fromColumn < 0 ? (r == c ? 1 : 0) : map.get(fromRow, fromColumn);
            }
            m[r][n] = fromRow < 0 ? 0 : map.translation(fromRow);
        }
        return Affine.of(m);
    }
}
