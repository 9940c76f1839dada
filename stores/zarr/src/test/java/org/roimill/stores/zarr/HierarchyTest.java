package org.roimill.stores.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.DType;
import org.roimill.stores.zarr.meta.ArraySpec;
import org.roimill.stores.zarr.meta.ElementType;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.MemoryStore;

class HierarchyTest {
    private static ArraySpec spec(int version) {
        return ArraySpec.of(version, ElementType.of(DType.U8), 4, 4);
    }

    private static ZarrGroup tree(MemoryStore store, int version) {
        ZarrGroup root = ZarrGroup.create(store, "", version, Json.object().put("top", true));
        root.createArray("images/a/0", spec(version));
        root.createArray("images/a/1", spec(version).attributes(Json.object().put("level", 1)));
        root.createGroup("tables", Json.object());
        return root;
    }

    @Test
    void groupsOnTheWayAreMadeAndChildrenAreListed() {
        for (int version = 2; version <= 3; version++) {
            ZarrGroup root = tree(new MemoryStore(), version);
            assertEquals(
                    List.of(
                            new ZarrGroup.Child("images", NodeKind.GROUP),
                            new ZarrGroup.Child("tables", NodeKind.GROUP)),
                    root.children());
            assertEquals(
                    List.of(new ZarrGroup.Child("0", NodeKind.ARRAY), new ZarrGroup.Child("1", NodeKind.ARRAY)),
                    root.group("images/a").children());
            assertEquals(NodeKind.ARRAY, root.kindOf("images/a/0"));
            assertNull(root.kindOf("images/b"));
            assertEquals(1, root.array("images/a/1").attributes().get("level").asInt());
        }
    }

    @Test
    void whatIsThereIsNotMadeAgainAndWhatIsNotThereIsNotOpened() {
        for (int version = 2; version <= 3; version++) {
            ZarrGroup root = tree(new MemoryStore(), version);
            int v = version;
            RoimillException e = assertThrows(RoimillException.class, () -> root.createArray("images/a/0", spec(v)));
            assertEquals(Failure.EXISTS, e.failure());
            e = assertThrows(RoimillException.class, () -> root.array("images/a/7"));
            assertTrue(e.getMessage().contains("images/a/7"), e.getMessage());
            e = assertThrows(RoimillException.class, () -> root.group("images/a/0"));
            assertTrue(e.getMessage().contains("is a Zarr array, no group"), e.getMessage());
            root.store().write("images/b/c/0/0", new byte[1]);
            e = assertThrows(RoimillException.class, () -> root.createArray("images/b", spec(v)));
            assertTrue(e.getMessage().contains("belong to no array"), e.getMessage());
            root.delete("images/a");
            assertFalse(root.contains("images/a/0"));
            root.createArray("images/a/0", spec(v));
        }
    }

    @Test
    void consolidatedMetadataIsWrittenUsedIgnoredAndRetracted() {
        for (int version = 2; version <= 3; version++) {
            MemoryStore store = new MemoryStore();
            ZarrGroup root = tree(store, version);
            assertFalse(ZarrGroup.open(store, "").isConsolidated());
            root.consolidate();
            CountingStore counting = new CountingStore(store);
            ZarrGroup open = ZarrGroup.open(counting, "");
            long reads = counting.reads.get();
            assertTrue(open.isConsolidated());
            assertEquals(root.children(), open.children());
            assertEquals(2, open.group("images/a").children().size());
            assertEquals(1, open.array("images/a/1").attributes().get("level").asInt());
            assertNull(open.kindOf("nothing"));
            assertEquals(reads, counting.reads.get(), "all is known after the first look");
            root.createGroup("later", Json.object());
            assertFalse(ZarrGroup.open(store, "").contains("later"));
            assertTrue(ZarrGroup.openPlain(store, "").contains("later"));
            root.retract();
            assertFalse(ZarrGroup.open(store, "").isConsolidated());
            assertTrue(ZarrGroup.open(store, "").contains("later"));
        }
    }

    @Test
    void changedAttributesLeaveEverythingElseAsItWas() {
        String document =
                "{\"zarr_format\": 3, \"node_type\": \"group\", \"extra\": {\"must_understand\": false, \"n\":"
                        + " 123456789012345678901234567890, \"x\": 1.0, \"z\": -0.0, \"e\": 1E+2, \"bad\": [NaN, -Infinity]},"
                        + " \"attributes\": {\"b\": 1, \"a\": {\"deep\": [null, true]}}}";
        MemoryStore store = new MemoryStore();
        store.write("zarr.json", document.getBytes(StandardCharsets.UTF_8));
        ZarrGroup.open(store, "").updateAttributes(a -> a.put("c", "new"));
        String text = new String(store.readBytes("zarr.json", 10_000), StandardCharsets.UTF_8);
        String flat = text.replaceAll("\\s+", " ");
        assertTrue(
                flat.contains("\"n\" : 123456789012345678901234567890, \"x\" : 1.0, \"z\" : -0.0, \"e\" : 1E+2"), flat);
        assertTrue(flat.contains("[ NaN, -Infinity ]") || flat.contains("[NaN, -Infinity]"), flat);
        assertTrue(flat.indexOf("\"b\" : 1") < flat.indexOf("\"a\" :") && flat.contains("\"c\" : \"new\""), flat);
        ObjectNode attributes = ZarrGroup.open(store, "").attributes();
        assertEquals(
                List.of("b", "a", "c"),
                attributes.properties().stream().map(e -> e.getKey()).toList());
    }

    @Test
    void anArrayOfAnUnknownTypeOrCodecIsListedAndDescribed() {
        MemoryStore store = new MemoryStore();
        ZarrGroup root = ZarrGroup.create(store, "", 2, Json.object());
        for (String dtype : new String[] {"<c8", "<M8[ns]", "|O"}) {
            ObjectNode doc = spec(2).document();
            doc.put("dtype", dtype).putNull("fill_value");
            store.write("x/.zarray", Json.bytes(doc));
            ZarrArray array = root.array("x");
            assertEquals(2, array.dims());
            RoimillException e = assertThrows(RoimillException.class, array::readStrings);
            assertEquals(Failure.BAD_DATA, e.failure());
            assertTrue(e.getMessage().contains(((ElementType.Other) array.type()).name()), e.getMessage());
            assertEquals(1, root.children().size());
        }
    }
}
