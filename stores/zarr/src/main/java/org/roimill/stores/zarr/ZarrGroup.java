package org.roimill.stores.zarr;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.roimill.stores.zarr.meta.ArraySpec;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.Keys;
import org.roimill.stores.zarr.store.Store;

/**
 * A group and what lies below it. Paths are relative to it. Opened with consolidated metadata, it and all groups
 * opened from it show the nodes as they were then, with what was made or deleted through them since.
 */
public final class ZarrGroup {
    private final Node node;
    private final Hierarchy hierarchy;

    private ZarrGroup(Node node, Hierarchy hierarchy) {
        this.node = node;
        this.hierarchy = hierarchy;
    }

    /** A child as its parent lists it. */
    public record Child(String name, NodeKind kind) {}

    /** With consolidated metadata where there is some. */
    public static ZarrGroup open(Store store, String path) {
        Node node = Node.require(store, path, NodeKind.GROUP);
        return new ZarrGroup(node, Hierarchy.of(node));
    }

    /** As the nodes themselves tell it, without consolidated metadata. */
    public static ZarrGroup openPlain(Store store, String path) {
        return new ZarrGroup(Node.require(store, path, NodeKind.GROUP), Hierarchy.plain(store));
    }

    /** A new group; where there is a node already, it is refused. */
    public static ZarrGroup create(Store store, String path, int version, ObjectNode attributes) {
        ObjectNode document = Json.object().put("zarr_format", version);
        if (version == 3) {
            document.put("node_type", "group").set("attributes", attributes.deepCopy());
        }
        Node node = Node.create(store, path, NodeKind.GROUP, version, document, attributes);
        return new ZarrGroup(node, Hierarchy.plain(store));
    }

    /** What lies at a path of a store; null for nothing. */
    public static NodeKind kindAt(Store store, String path) {
        return Hierarchy.kindAt(store, Keys.checkPrefix(path));
    }

    public Store store() {
        return node.store();
    }

    public String path() {
        return node.path();
    }

    public int version() {
        return node.version();
    }

    /** Whether it was opened with consolidated metadata. */
    public boolean isConsolidated() {
        return hierarchy.known() != null;
    }

    /** A copy of the metadata document. */
    public ObjectNode metadata() {
        return node.document().deepCopy();
    }

    /** A copy. */
    public ObjectNode attributes() {
        return node.attributes().deepCopy();
    }

    /** Edits the attributes as they are in the store now; all else is kept. Consolidated metadata is left alone. */
    public void updateAttributes(Consumer<ObjectNode> edit) {
        node.updateAttributes(edit);
    }

    /** Sorted by name. */
    public List<Child> children() {
        List<Child> children = new ArrayList<>();
        hierarchy.children(path()).forEach((name, kind) -> children.add(new Child(name, kind)));
        return children;
    }

    public boolean contains(String path) {
        return kindOf(path) != null;
    }

    /** Null for nothing. */
    public NodeKind kindOf(String path) {
        if (!isConsolidated()) {
            return kindAt(store(), in(path));
        }
        Node found = hierarchy.find(in(path));
        return found == null ? null : found.kind();
    }

    public ZarrGroup group(String path) {
        return new ZarrGroup(require(path, NodeKind.GROUP), hierarchy);
    }

    public ZarrArray array(String path) {
        return ZarrArray.of(require(path, NodeKind.ARRAY));
    }

    private Node require(String path, NodeKind kind) {
        return Node.check(hierarchy.find(in(path)), store(), in(path), kind);
    }

    private String in(String path) {
        return Keys.join(path(), Keys.checkPrefix(path));
    }

    /** A new group, with those on the way that are not there yet. */
    public ZarrGroup createGroup(String path, ObjectNode attributes) {
        createParents(path);
        ZarrGroup group = create(store(), in(path), version(), attributes);
        remember(group.node);
        return new ZarrGroup(group.node, hierarchy);
    }

    /** A new array, with the groups on the way that are not there yet. Its version is that of the group. */
    public ZarrArray createArray(String path, ArraySpec spec) {
        if (spec.version() != version()) {
            throw new IllegalArgumentException("an array of version " + spec.version() + " in " + this);
        }
        createParents(path);
        ZarrArray array = ZarrArray.create(store(), in(path), spec);
        if (isConsolidated()) {
            remember(Node.find(store(), in(path)));
        }
        return array;
    }

    private void createParents(String path) {
        String parent = Keys.parent(Keys.check(path));
        if (!parent.isEmpty() && kindOf(parent) == null) {
            createGroup(parent, Json.object());
        }
    }

    private void remember(Node made) {
        if (isConsolidated()) {
            hierarchy.known().put(made.path(), made);
        }
    }

    /** The node there and all below it. */
    public void delete(String path) {
        String full = in(Keys.check(path));
        store().deleteAll(full);
        if (isConsolidated()) {
            hierarchy.known().remove(full);
            hierarchy.known().subMap(full + "/", full + "0").clear();
        }
    }

    /** Writes the metadata of all nodes below into one document of this group, by walking the store. */
    public void consolidate() {
        TreeMap<String, Node> nodes = new TreeMap<>();
        collect(Hierarchy.plain(store()), path(), version(), nodes);
        if (version() == 3) {
            node.updateDocument(Node.V3, document -> consolidateV3(document, nodes));
        } else {
            store().write(Keys.join(path(), Hierarchy.V2_CONSOLIDATED), Json.bytes(consolidatedV2(nodes)));
        }
    }

    private static void collect(Hierarchy plain, String path, int version, Map<String, Node> nodes) {
        plain.children(path).forEach((name, kind) -> {
            String child = Keys.join(path, name);
            Node found = plain.find(child);
            if (found != null && found.version() == version) {
                nodes.put(child, found);
            }
            if (kind == NodeKind.GROUP) {
                collect(plain, child, version, nodes);
            }
        });
    }

    private String relative(String path) {
        return path().isEmpty() ? path : path.substring(path().length() + 1);
    }

    private void consolidateV3(ObjectNode document, Map<String, Node> nodes) {
        ObjectNode metadata = document.putObject(Hierarchy.V3_CONSOLIDATED)
                .put("kind", "inline")
                .put("must_understand", false)
                .putObject("metadata");
        nodes.forEach((path, child) -> {
            ObjectNode own = child.document().deepCopy();
            own.remove(Hierarchy.V3_CONSOLIDATED);
            metadata.set(relative(path), own);
        });
    }

    private ObjectNode consolidatedV2(Map<String, Node> nodes) {
        ObjectNode document = Json.object();
        ObjectNode metadata = document.putObject("metadata");
        Node self = Node.require(store(), path(), NodeKind.GROUP);
        addV2(metadata, "", self);
        nodes.forEach((path, child) -> addV2(metadata, relative(path), child));
        return document.put("zarr_consolidated_format", 1);
    }

    private static void addV2(ObjectNode metadata, String path, Node child) {
        String name = child.kind() == NodeKind.ARRAY ? Node.V2_ARRAY : Node.V2_GROUP;
        if (!child.attributes().isEmpty()) {
            metadata.set(Keys.join(path, Node.V2_ATTRIBUTES), child.attributes());
        }
        metadata.set(Keys.join(path, name), child.document());
    }

    /** Takes the consolidated metadata away, so that readers look at the nodes themselves. */
    public void retract() {
        if (version() == 3) {
            node.updateDocument(Node.V3, document -> document.remove(Hierarchy.V3_CONSOLIDATED));
        } else {
            store().delete(Keys.join(path(), Hierarchy.V2_CONSOLIDATED));
        }
    }

    @Override
    public String toString() {
        return store().name() + ": group '" + path() + "'";
    }
}
