package org.roimill.stores.commit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.Keys;
import org.roimill.stores.zarr.store.Store;

/**
 * The consolidated metadata of the groups above the changed elements, by the keys of the documents that hold it. It
 * goes before the first element is swapped and comes back after the last, so that it never speaks of what is not so.
 */
record Consolidated(List<String> documents) {
    private static final String V3 = "zarr.json";
    private static final String FIELD = "consolidated_metadata";
    /** In version 2 it has a document of its own, which older versions of zarr-python wrote without the dot. */
    private static final String V2 = ".zmetadata";

    private static final String V2_DOTLESS = "zmetadata";

    Consolidated {
        documents = List.copyOf(documents);
    }

    static Consolidated find(StoreRoot root, Intent intent) {
        Set<String> groups = new TreeSet<>();
        intent.changes().forEach(c -> groups.addAll(StoreRoot.groupsAbove(c.element())));
        List<String> documents = new ArrayList<>();
        for (String group : groups) {
            for (String name : List.of(V2, V2_DOTLESS, V3)) {
                String key = Keys.join(group, name);
                if (holdsSome(root.at(key), name)) {
                    documents.add(key);
                }
            }
        }
        return new Consolidated(documents);
    }

    private static boolean holdsSome(Path document, String name) {
        if (!Files.isRegularFile(document, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        return !name.equals(V3) || Intent.parse(document).hasNonNull(FIELD);
    }

    byte[] toJson() {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("consolidated");
        documents.forEach(list::add);
        return Json.bytes(json);
    }

    static Consolidated read(Path file) {
        List<String> documents = new ArrayList<>();
        for (JsonNode key : Intent.parse(file).path("consolidated")) {
            documents.add(key.asText());
        }
        return new Consolidated(documents);
    }

    /** Writes what taking it away and putting it back needs, so that neither needs room on the disk any more. */
    void prepare(StoreRoot root, Transaction tx) {
        for (int i = 0; i < documents.size(); i++) {
            Path document = root.at(documents.get(i));
            String name = document.getFileName().toString();
            if (name.equals(V3) && holdsSome(document, name)) {
                ObjectNode json = Intent.parse(document);
                tx.disk().write(full(tx, i), Intent.bytes(document));
                json.remove(FIELD);
                tx.disk().write(bare(tx, i), Json.bytes(json));
            }
        }
    }

    /** What is still there goes; {@code undo} learns how to bring it back. */
    void retract(StoreRoot root, Transaction tx, Deque<Runnable> undo) {
        for (int i = 0; i < documents.size(); i++) {
            Path document = root.at(documents.get(i));
            String name = document.getFileName().toString();
            Path full = full(tx, i);
            if (!holdsSome(document, name)) {
                continue;
            }
            if (name.equals(V3)) {
                tx.disk().replace(bare(tx, i), document);
            } else {
                tx.disk().replace(document, full);
            }
            undo.push(() -> {
                tx.disk().replace(full, document);
                tx.disk().syncFolder(document.getParent());
            });
            tx.disk().syncFolder(document.getParent());
        }
    }

    private static Path full(Transaction tx, int i) {
        return tx.scratch().resolve("full-" + i);
    }

    private static Path bare(Transaction tx, int i) {
        return tx.scratch().resolve("bare-" + i);
    }

    /** Writes it anew, under the names under which it was. */
    void restore(Store store) {
        Set<String> groups = new TreeSet<>();
        documents.forEach(d -> groups.add(Keys.parent(d)));
        // Inner groups first: an outer one repeats what they say.
        for (String group : List.copyOf(groups).reversed()) {
            ZarrGroup.openPlain(store, group).consolidate();
            String dotless = Keys.join(group, V2_DOTLESS);
            if (documents.contains(dotless)) {
                String dotted = Keys.join(group, V2);
                store.write(dotless, store.readBytes(dotted, Long.MAX_VALUE));
                if (!documents.contains(dotted)) {
                    store.delete(dotted);
                }
            }
        }
    }
}
