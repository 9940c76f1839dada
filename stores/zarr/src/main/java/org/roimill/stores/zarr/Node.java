package org.roimill.stores.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.Keys;
import org.roimill.stores.zarr.store.Store;

/** An array or a group as its metadata documents tell it. The attributes follow what is written through this object. */
final class Node {
    static final String V3 = "zarr.json";
    static final String V2_ARRAY = ".zarray";
    static final String V2_GROUP = ".zgroup";
    static final String V2_ATTRIBUTES = ".zattrs";

    private final Store store;
    private final String path;
    private final NodeKind kind;
    private final int version;
    private volatile ObjectNode document;
    private volatile ObjectNode attributes;

    Node(Store store, String path, NodeKind kind, int version, ObjectNode document, ObjectNode attributes) {
        this.store = store;
        this.path = path;
        this.kind = kind;
        this.version = version;
        this.document = document;
        this.attributes = attributes;
    }

    /** By reading the store itself; null where there is no node. */
    static Node find(Store store, String path) {
        Keys.checkPrefix(path);
        ObjectNode v3 = Json.read(store, Keys.join(path, V3));
        if (v3 != null) {
            return ofV3(store, path, v3);
        }
        for (NodeKind kind : NodeKind.values()) {
            ObjectNode v2 = Json.read(store, Keys.join(path, v2Name(kind)));
            if (v2 != null) {
                ObjectNode attributes = Json.read(store, Keys.join(path, V2_ATTRIBUTES));
                return ofV2(store, path, kind, v2, attributes);
            }
        }
        return null;
    }

    static Node ofV3(Store store, String path, ObjectNode document) {
        String place = store.name() + "/" + Keys.join(path, V3);
        JsonNode format = document.get("zarr_format");
        if (format == null || !format.isInt() || format.intValue() != 3) {
            throw RoimillException.badData(
                    place + ": zarr_format is " + format + "; 3 belongs there",
                    "The metadata is damaged, or written by a newer program.");
        }
        NodeKind kind = switch (document.path("node_type").asText()) {
            case "array" -> NodeKind.ARRAY;
            case "group" -> NodeKind.GROUP;
            default ->
                throw RoimillException.badData(
                        place + ": node_type is " + document.get("node_type") + ", neither array nor group",
                        "The metadata is damaged, or written by a newer program.");
        };
        return new Node(store, path, kind, 3, document, attributesIn(document, place));
    }

    private static ObjectNode attributesIn(ObjectNode document, String place) {
        return switch (document.get("attributes")) {
            case ObjectNode object -> object;
            case null -> Json.object();
            case JsonNode other ->
                throw RoimillException.badData(
                        place + ": attributes is no JSON object but " + other.getNodeType(),
                        "The metadata is damaged.");
        };
    }

    static Node ofV2(Store store, String path, NodeKind kind, ObjectNode document, ObjectNode attributes) {
        JsonNode format = document.get("zarr_format");
        if (format == null || !format.isInt() || format.intValue() != 2) {
            throw RoimillException.badData(
                    store.name() + "/" + Keys.join(path, v2Name(kind)) + ": zarr_format is " + format
                            + "; 2 belongs there",
                    "The metadata is damaged, or written by a newer program.");
        }
        return new Node(store, path, kind, 2, document, attributes == null ? Json.object() : attributes);
    }

    private static String v2Name(NodeKind kind) {
        return kind == NodeKind.ARRAY ? V2_ARRAY : V2_GROUP;
    }

    static Node require(Store store, String path, NodeKind kind) {
        return check(find(store, path), store, path, kind);
    }

    static Node check(Node node, Store store, String path, NodeKind kind) {
        String place = store.name() + (path.isEmpty() ? "" : ": '" + path + "'");
        if (node == null) {
            throw RoimillException.badData(place + " is no Zarr " + kind + ": no metadata is there", "Check the path.");
        }
        if (node.kind != kind) {
            throw RoimillException.badData(place + " is a Zarr " + node.kind + ", no " + kind, "Check the path.");
        }
        return node;
    }

    static Node create(
            Store store, String path, NodeKind kind, int version, ObjectNode document, ObjectNode attributes) {
        if (!store.isWritable()) {
            throw new RoimillException(
                    Failure.USAGE, store.name() + " cannot be written to", "Write to another store.");
        }
        if (find(store, path) != null) {
            throw new RoimillException(
                    Failure.EXISTS,
                    store.name() + ": there is a node at '" + path + "' already",
                    "Delete it first, or choose another name.");
        }
        if (kind == NodeKind.ARRAY && store.canList() && !store.list(path).isEmpty()) {
            // Old chunks would be read as those of the new array.
            throw new RoimillException(
                    Failure.EXISTS,
                    store.name() + ": there are files at '" + path + "', which belong to no array",
                    "Delete them first, or choose another name.");
        }
        Node node =
                version == 3 ? ofV3(store, path, document) : ofV2(store, path, kind, document, attributes.deepCopy());
        node.write();
        return node;
    }

    private void write() {
        store.write(key(), Json.bytes(document));
        if (version == 2 && !attributes.isEmpty()) {
            store.write(Keys.join(path, V2_ATTRIBUTES), Json.bytes(attributes));
        }
    }

    Store store() {
        return store;
    }

    String path() {
        return path;
    }

    NodeKind kind() {
        return kind;
    }

    int version() {
        return version;
    }

    ObjectNode document() {
        return document;
    }

    ObjectNode attributes() {
        return attributes;
    }

    /** The key of the metadata document. */
    String key() {
        return Keys.join(path, version == 3 ? V3 : v2Name(kind));
    }

    /** The metadata document, for messages. */
    String place() {
        return store.name() + "/" + key();
    }

    /** Reads the attributes anew, edits and replaces them, under a lock of this process. */
    void updateAttributes(Consumer<ObjectNode> edit) {
        updateDocument(version == 3 ? V3 : V2_ATTRIBUTES, fresh -> {
            ObjectNode inside = fresh;
            if (version == 3) {
                inside = attributesIn(fresh, place());
                fresh.set("attributes", inside);
                document = fresh;
            }
            edit.accept(inside);
            attributes = inside;
        });
    }

    /** Edits one metadata document as it is in the store now. */
    void updateDocument(String name, Consumer<ObjectNode> edit) {
        String key = Keys.join(path, name);
        ReentrantLock lock = Stripes.of(store, key);
        lock.lock();
        try {
            ObjectNode fresh = Json.read(store, key);
            fresh = fresh == null ? Json.object() : fresh;
            edit.accept(fresh);
            store.write(key, Json.bytes(fresh));
        } finally {
            lock.unlock();
        }
    }
}
