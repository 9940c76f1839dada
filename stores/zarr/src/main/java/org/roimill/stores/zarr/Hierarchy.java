package org.roimill.stores.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.Keys;
import org.roimill.stores.zarr.store.Store;

/**
 * The nodes below a group: out of its consolidated metadata, parsed once, or by asking the store each time.
 *
 * @param known paths in the store to nodes; null without consolidated metadata
 */
record Hierarchy(Store store, ConcurrentSkipListMap<String, Node> known) {
    static final String V2_CONSOLIDATED = ".zmetadata";
    static final String V3_CONSOLIDATED = "consolidated_metadata";

    static Hierarchy plain(Store store) {
        return new Hierarchy(store, null);
    }

    /** With consolidated metadata where the group has some. */
    static Hierarchy of(Node root) {
        JsonNode metadata = root.version() == 3
                ? root.document().path(V3_CONSOLIDATED).get("metadata")
                : consolidatedV2(root.store(), root.path());
        if (!(metadata instanceof ObjectNode nodes)) {
            return plain(root.store());
        }
        ConcurrentSkipListMap<String, Node> known = new ConcurrentSkipListMap<>();
        if (root.version() == 3) {
            addV3(root, nodes, known);
        } else {
            addV2(root, nodes, known);
        }
        known.put(root.path(), root);
        return new Hierarchy(root.store(), known);
    }

    private static JsonNode consolidatedV2(Store store, String path) {
        ObjectNode document = Json.read(store, Keys.join(path, V2_CONSOLIDATED));
        return document == null ? null : document.get("metadata");
    }

    private static void addV3(Node root, ObjectNode nodes, Map<String, Node> known) {
        for (Map.Entry<String, JsonNode> e : nodes.properties()) {
            String path = Keys.join(root.path(), Keys.check(e.getKey()));
            known.put(path, Node.ofV3(root.store(), path, object(e.getValue(), root, e.getKey())));
        }
    }

    private static void addV2(Node root, ObjectNode nodes, Map<String, Node> known) {
        for (Map.Entry<String, JsonNode> e : nodes.properties()) {
            String key = Keys.check(e.getKey());
            String parent = Keys.parent(key);
            String name = parent.isEmpty() ? key : key.substring(parent.length() + 1);
            if (name.equals(Node.V2_ARRAY) || name.equals(Node.V2_GROUP)) {
                NodeKind kind = name.equals(Node.V2_ARRAY) ? NodeKind.ARRAY : NodeKind.GROUP;
                JsonNode attributes = nodes.get(Keys.join(parent, Node.V2_ATTRIBUTES));
                String path = Keys.join(root.path(), parent);
                ObjectNode document = object(e.getValue(), root, key);
                ObjectNode own = attributes == null ? null : object(attributes, root, key);
                known.put(path, Node.ofV2(root.store(), path, kind, document, own));
            }
        }
    }

    private static ObjectNode object(JsonNode node, Node root, String key) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw RoimillException.badData(
                root.place() + ": the consolidated metadata of '" + key + "' is no JSON object",
                "Open it without consolidated metadata, or consolidate it again.");
    }

    /** Null where there is no node. */
    Node find(String path) {
        return known == null ? Node.find(store, path) : known.get(Keys.checkPrefix(path));
    }

    /** The nodes right below a path, by name. */
    Map<String, NodeKind> children(String path) {
        TreeMap<String, NodeKind> children = new TreeMap<>();
        if (known == null) {
            for (String name : folders(path)) {
                NodeKind kind = kindAt(store, Keys.join(path, name));
                if (kind != null) {
                    children.put(name, kind);
                }
            }
            return children;
        }
        String start = path.isEmpty() ? "" : path + "/";
        for (Node node : known.tailMap(start).values()) {
            if (!node.path().startsWith(start)) {
                break;
            }
            String name = node.path().substring(start.length());
            if (!name.isEmpty() && name.indexOf('/') < 0) {
                children.put(name, node.kind());
            }
        }
        return children;
    }

    private List<String> folders(String path) {
        if (!store.canList()) {
            throw RoimillException.usage(
                    store.name() + " cannot be listed, and '" + path + "' has no consolidated metadata",
                    "Consolidate the metadata of the store, or copy it to a disk.");
        }
        List<String> folders = new ArrayList<>();
        for (String name : store.list(path)) {
            if (name.endsWith("/")) {
                folders.add(name.substring(0, name.length() - 1));
            }
        }
        return folders;
    }

    /** Without reading more than it takes; v3's one document must be read. */
    static NodeKind kindAt(Store store, String path) {
        ObjectNode v3 = Json.read(store, Keys.join(path, Node.V3));
        if (v3 != null) {
            return Node.ofV3(store, path, v3).kind();
        }
        return store.exists(Keys.join(path, Node.V2_ARRAY))
                ? NodeKind.ARRAY
                : store.exists(Keys.join(path, Node.V2_GROUP)) ? NodeKind.GROUP : null;
    }
}
