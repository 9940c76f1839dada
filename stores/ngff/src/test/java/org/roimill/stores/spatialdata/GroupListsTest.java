package org.roimill.stores.spatialdata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.MemoryStore;
import org.roimill.stores.zarr.store.Store;

class GroupListsTest {
    @Test
    void labelsAreListedInTheOrderInWhichTheyCameAndRunningAgainChangesNothing() {
        for (int zarr : new int[] {2, 3}) {
            Store store = new MemoryStore();
            SpatialDataStore.create(store, Dialect.of(zarr));
            for (String name : new String[] {"labels/b", "labels/a", "labels/new", "images/i"}) {
                ZarrGroup.create(store, name, zarr, Json.object());
            }
            ObjectNode attributes = Json.object();
            ObjectNode keys = zarr == 2 ? attributes : attributes.putObject("ome");
            keys.put("mine", 1);
            keys.putArray("labels").add("b").add("gone").add("a");
            ZarrGroup.create(store, "labels", zarr, attributes);

            GroupLists.update(store);

            ObjectNode after = ZarrGroup.openPlain(store, "labels").attributes();
            assertEquals(
                    "[\"b\",\"a\",\"new\"]",
                    (zarr == 2 ? after : after.get("ome")).get("labels").toString());
            assertEquals(1, (zarr == 2 ? after : after.get("ome")).get("mine").asInt());
            assertNotNull(ZarrGroup.kindAt(store, "images"));
            Map<String, Integer> before = hashes(store);
            GroupLists.update(store);
            assertEquals(before, hashes(store));
        }
    }

    private static Map<String, Integer> hashes(Store store) {
        Map<String, Integer> hashes = new HashMap<>();
        store.walk("", key -> hashes.put(key, Arrays.hashCode(store.readBytes(key, 1 << 20))));
        return hashes;
    }
}
