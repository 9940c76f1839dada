package org.roimill.stores.spatialdata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.roimill.stores.ngff.Ngff;
import org.roimill.stores.ngff.version.NgffVersion;
import org.roimill.stores.zarr.NodeKind;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.Store;

/**
 * Brings the groups of a store in line with the elements that are there: groups that lack their metadata get it, and
 * the list of labels names what there is. Running it again changes nothing.
 */
public final class GroupLists {
    static final List<String> GROUPS = List.of("images", "labels", "points", "shapes", "tables");
    private static final String LABELS = "labels";

    private GroupLists() {}

    public static void update(Store root) {
        ZarrGroup store = ZarrGroup.openPlain(root, "");
        for (String name : GROUPS) {
            boolean there = root.list("").contains(name + "/");
            if (there && ZarrGroup.kindAt(root, name) == null) {
                ZarrGroup.create(root, name, store.version(), Json.object());
            }
        }
        if (ZarrGroup.kindAt(root, LABELS) == NodeKind.GROUP) {
            updateLabels(root, ZarrGroup.openPlain(root, LABELS));
        }
    }

    private static void updateLabels(Store root, ZarrGroup labels) {
        NgffVersion ngff = Ngff.forZarr(labels.version());
        List<String> there = new ArrayList<>();
        for (String child : root.list(LABELS)) {
            String name = child.endsWith("/") ? child.substring(0, child.length() - 1) : child;
            if (child.endsWith("/")
                    && !name.startsWith(".")
                    && ZarrGroup.kindAt(root, LABELS + "/" + name) == NodeKind.GROUP) {
                there.add(name);
            }
        }
        List<String> listed = listed(ngff.keysOf(labels.attributes()).path(LABELS));
        List<String> wanted = new ArrayList<>(listed);
        wanted.retainAll(there);
        there.removeAll(wanted);
        wanted.addAll(there);
        if (wanted.equals(listed)) {
            return;
        }
        labels.updateAttributes(attributes -> {
            ObjectNode keys = ngff.keysOf(attributes);
            ArrayNode list = keys.putArray(LABELS);
            wanted.forEach(list::add);
            if (ngff.zarr() == 3 && !keys.has("version")) {
                keys.put("version", ngff.number());
            }
        });
    }

    private static List<String> listed(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }
}
