package org.roimill.stores.complete;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.zarr.NodeKind;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.Store;

/**
 * What the attributes of an element say about its chunk list: where it stands, relative to the element, and its root.
 *
 * @param root see {@link ChunkList#root}
 */
public record Seal(String path, String root) {
    /** The key of ours among the attributes of an element. */
    public static final String KEY = "roimill";

    /** Below it, what made the element. */
    public static final String PROVENANCE = "provenance";

    private static final String CHUNKS = "chunks";
    private static final String FILE = ".roimill/chunks";
    private static final int LARGEST = 1 << 30;

    /** What stands under {@link #KEY}, before the chunk list is known. */
    public static ObjectNode ours(ObjectNode provenance) {
        ObjectNode ours = Json.object();
        ours.set(PROVENANCE, provenance);
        return ours;
    }

    /** Of an element as it stands in a store; null where it has none. */
    public static Seal of(Store store, String element) {
        return ZarrGroup.kindAt(store, element) == NodeKind.GROUP
                ? of(ZarrGroup.openPlain(store, element).attributes())
                : null;
    }

    /** Null where the element has none. */
    public static Seal of(JsonNode attributes) {
        JsonNode chunks = attributes.path(KEY).path(CHUNKS);
        return chunks.path("path").isTextual() && chunks.path("root").isTextual()
                ? new Seal(chunks.get("path").textValue(), chunks.get("root").textValue())
                : null;
    }

    /**
     * Stores the list beside one of the element's arrays, where no reader looks for nodes, and says so in attributes
     * that are being written.
     *
     * @param array of the element, relative to it
     */
    public static void put(ChunkList list, Store store, String element, String array, ObjectNode attributes) {
        String path = array + "/" + FILE;
        store.write(element.isEmpty() ? path : element + "/" + path, list.bytes());
        ObjectNode ours = attributes.get(KEY) instanceof ObjectNode o ? o : attributes.putObject(KEY);
        ours.putObject(CHUNKS)
                .put("version", ChunkList.VERSION)
                .put("path", path)
                .put("root", list.root());
    }

    /** Reads the list and holds it against its root. */
    public ChunkList open(Store store, String element) {
        String key = element.isEmpty() ? path : element + "/" + path;
        byte[] bytes = store.readBytes(key, LARGEST);
        String place = store.name() + ": the chunk list of '" + element + "'";
        if (bytes == null) {
            throw RoimillException.badData(
                    place + " is missing (" + key + ")", "Copy the store again, or make it again.");
        }
        ChunkList list = ChunkList.parse(bytes, place);
        if (!list.root().equals(root)) {
            throw ChunkList.damaged(place, "its root is " + list.root() + "; the attributes say " + root);
        }
        return list;
    }
}
