package org.roimill.stores.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.Keys;
import org.roimill.stores.zarr.store.MemoryStore;
import org.roimill.stores.zarr.store.Store;

/**
 * Small SpatialData stores, written by hand so that every byte of an element follows from its name and its generation,
 * a number that the element's attributes state as well.
 */
final class Samples {
    static final int SIDE = 16;
    private static final int CHUNK = 8;
    private static final String MARK = "sample";

    private Samples() {}

    /** The root of the "chunk list" is a digest of the chunks. */
    static final Completeness COMPLETENESS = new Completeness() {
        @Override
        public String root(Store store, String element) {
            ObjectNode mark = mark(store, element);
            return mark == null ? null : mark.path("root").asText(null);
        }

        @Override
        public void check(Store store, String element) {
            assertEquals(root(store, element), digest(store, element), element + " is whole");
        }
    };

    /** Lists the labels, as OME-Zarr wants it. */
    static final AfterSwap LISTS = root -> {
        if (root.list("").contains("labels/")) {
            List<String> names = new ArrayList<>();
            for (String name : root.list("labels")) {
                if (name.endsWith("/")) {
                    names.add(name.substring(0, name.length() - 1));
                }
            }
            ObjectNode attributes = Json.object();
            boolean v3 = root.exists("labels/zarr.json");
            ArrayNode list = (v3 ? attributes.putObject("ome") : attributes).putArray("labels");
            names.forEach(list::add);
            writeAttributes(root, "labels", v3 ? 3 : 2, attributes);
        }
    };

    static final CommitOptions OPTIONS = CommitOptions.of(COMPLETENESS, LISTS).withPatience(Duration.ofSeconds(3));

    static Host host(Steps steps, Renames renames, Holder self) {
        return new Host(new Disk(steps, renames), self, Heartbeat.Rhythm.LOCK, Heartbeat.Rhythm.TRANSACTION);
    }

    /** This process by its number, but started at another time: dead. */
    static final Holder DEAD =
            new Holder(Holder.SELF.host(), Holder.SELF.machine(), Holder.SELF.pid(), Holder.SELF.started() + 1);

    static Path store(Path folder, int version, boolean consolidated, int generation, String... elements) {
        FileStore store = FileStore.create(folder);
        ObjectNode attributes = Json.object();
        attributes.putObject("spatialdata_attrs").put("version", version == 3 ? "0.2" : "0.1");
        ZarrGroup.create(store, "", version, attributes);
        for (String element : elements) {
            String group = Keys.parent(element);
            if (ZarrGroup.kindAt(store, group) == null) {
                ZarrGroup.create(store, group, version, Json.object());
            }
            write(store, element, version, generation);
        }
        LISTS.run(store);
        if (consolidated) {
            ZarrGroup.openPlain(store, "").consolidate();
        }
        return folder;
    }

    static void write(Store store, String element, int version, int generation) {
        boolean image = element.startsWith("images/");
        String array = element + "/0";
        writeArray(store, array, version, image);
        for (int y = 0; y < SIDE / CHUNK; y++) {
            for (int x = 0; x < SIDE / CHUNK; x++) {
                String place = (image ? "0/" : "") + y + "/" + x;
                store.write(
                        Keys.join(array, version == 3 ? "c/" + place : place), chunk(element, generation, y, x, image));
            }
        }
        ObjectNode attributes = attributes(element, version, image);
        attributes.putObject(MARK).put("generation", generation).put("root", digest(store, element));
        ZarrGroup.create(store, element, version, attributes);
    }

    private static byte[] chunk(String element, int generation, int y, int x, boolean image) {
        int size = image ? 2 : 4;
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * CHUNK * size).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < CHUNK * CHUNK; i++) {
            int value = (element.hashCode() * 31 + generation * 7919 + (y * 2 + x) * 64 + i) & 0x7fff;
            if (image) {
                bytes.putShort((short) value);
            } else {
                bytes.putInt(value);
            }
        }
        return bytes.array();
    }

    private static void writeArray(Store store, String path, int version, boolean image) {
        long[] shape = image ? new long[] {1, SIDE, SIDE} : new long[] {SIDE, SIDE};
        long[] chunks = image ? new long[] {1, CHUNK, CHUNK} : new long[] {CHUNK, CHUNK};
        ObjectNode json = Json.object();
        json.put("zarr_format", version).set("shape", Json.array(shape));
        json.put("fill_value", 0);
        if (version == 3) {
            json.put("node_type", "array").put("data_type", image ? "uint16" : "uint32");
            json.putObject("chunk_grid")
                    .put("name", "regular")
                    .putObject("configuration")
                    .set("chunk_shape", Json.array(chunks));
            json.putObject("chunk_key_encoding")
                    .put("name", "default")
                    .putObject("configuration")
                    .put("separator", "/");
            json.putArray("codecs")
                    .addObject()
                    .put("name", "bytes")
                    .putObject("configuration")
                    .put("endian", "little");
            ArrayNode names = json.putArray("dimension_names");
            axes(image).forEach(names::add);
            json.putObject("attributes");
            store.write(path + "/zarr.json", Json.bytes(json));
        } else {
            json.set("chunks", Json.array(chunks));
            json.put("dtype", image ? "<u2" : "<u4").put("order", "C").put("dimension_separator", "/");
            json.putNull("filters").putNull("compressor");
            store.write(path + "/.zarray", Json.bytes(json));
        }
    }

    private static List<String> axes(boolean image) {
        return image ? List.of("c", "y", "x") : List.of("y", "x");
    }

    private static ObjectNode attributes(String element, int version, boolean image) {
        ObjectNode top = Json.object();
        ObjectNode ome = version == 3 ? top.putObject("ome").put("version", "0.5-dev-spatialdata") : top;
        ObjectNode multiscale = ome.putArray("multiscales").addObject();
        if (version == 2) {
            multiscale.put("version", "0.4-dev-spatialdata");
        }
        multiscale.put("name", element);
        multiscale.set("axes", axisList(image, false));
        ObjectNode level = multiscale.putArray("datasets").addObject().put("path", "0");
        ArrayNode scale = level.putArray("coordinateTransformations")
                .addObject()
                .put("type", "scale")
                .putArray("scale");
        axes(image).forEach(a -> scale.add(1.0));
        ObjectNode identity =
                multiscale.putArray("coordinateTransformations").addObject().put("type", "identity");
        identity.putObject("input").put("name", String.join("", axes(image))).set("axes", axisList(image, true));
        identity.putObject("output").put("name", "global").set("axes", axisList(image, true));
        if (image) {
            ome.putObject("omero").putArray("channels").addObject().put("label", "one");
        } else {
            ome.putObject("image-label").put("version", version == 3 ? "0.5" : "0.4");
        }
        top.putObject("spatialdata_attrs").put("version", version == 3 ? "0.3" : "0.2");
        return top;
    }

    private static ArrayNode axisList(boolean image, boolean units) {
        ArrayNode list = Json.array();
        for (String axis : axes(image)) {
            ObjectNode one = list.addObject().put("name", axis);
            one.put("type", axis.equals("c") ? "channel" : "space");
            if (units && !axis.equals("c")) {
                one.put("unit", "unit");
            }
        }
        return list;
    }

    static void writeAttributes(Store store, String group, int version, ObjectNode attributes) {
        if (version == 2) {
            store.write(group + "/.zattrs", Json.bytes(attributes));
        } else {
            ObjectNode json = Json.read(store, group + "/zarr.json");
            json.set("attributes", attributes);
            store.write(group + "/zarr.json", Json.bytes(json));
        }
    }

    private static ObjectNode mark(Store store, String element) {
        ObjectNode v2 = Json.read(store, element + "/.zattrs");
        ObjectNode v3 = Json.read(store, element + "/zarr.json");
        ObjectNode attributes = v3 == null ? v2 : (ObjectNode) v3.get("attributes");
        return attributes == null ? null : (ObjectNode) attributes.get(MARK);
    }

    private static String digest(Store store, String element) {
        var digest = ElementKey.sha256();
        store.walk(element + "/0", key -> {
            if (!key.endsWith(".zarray") && !key.endsWith("zarr.json")) {
                digest.update(store.readBytes(key, 1 << 20));
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The generation of an element, all of whose bytes have been seen to be of that generation; 0 if it is absent. */
    static int generation(Path root, String element) {
        if (!Files.exists(root.resolve(element))) {
            return 0;
        }
        FileStore store = FileStore.open(root);
        int generation = mark(store, element).path("generation").asInt();
        Store expected = new MemoryStore();
        write(expected, element, store.exists("zarr.json") ? 3 : 2, generation);
        List<String> keys = new ArrayList<>();
        store.walk(element, keys::add);
        List<String> expectedKeys = new ArrayList<>();
        expected.walk(element, expectedKeys::add);
        assertEquals(expectedKeys, keys, "files of " + element);
        for (String key : keys) {
            assertEquals(
                    HexFormat.of().formatHex(expected.readBytes(key, 1 << 20)),
                    HexFormat.of().formatHex(store.readBytes(key, 1 << 20)),
                    key + " is of generation " + generation);
        }
        return generation;
    }

    /** Consolidated metadata, where there is some, says what the documents say. Gives whether there is some. */
    static boolean checkConsolidated(Path root) {
        FileStore store = FileStore.open(root);
        boolean v3 = store.exists("zarr.json");
        ObjectNode top = Json.read(store, v3 ? "zarr.json" : ".zmetadata");
        ObjectNode said =
                top == null ? null : (ObjectNode) (v3 ? top.path("consolidated_metadata") : top).get("metadata");
        if (said == null) {
            return false;
        }
        List<String> documents = new ArrayList<>();
        new SwapStoreView(store).walk(key -> {
            String name = key.substring(key.lastIndexOf('/') + 1);
            if (v3 ? name.equals("zarr.json") && !key.equals(name) : name.matches("\\.z(group|array|attrs)")) {
                documents.add(v3 ? Keys.parent(key) : key);
            }
        });
        List<String> told = new ArrayList<>();
        said.fieldNames().forEachRemaining(told::add);
        assertEquals(
                documents.stream().sorted().toList(), told.stream().sorted().toList(), "consolidated nodes");
        for (String key : told) {
            ObjectNode own = Json.read(store, v3 ? key + "/zarr.json" : key);
            ObjectNode copy = (ObjectNode) said.get(key);
            copy.remove("consolidated_metadata");
            assertEquals(own, copy, "consolidated " + key);
        }
        return true;
    }

    /** All keys but those of transactions. */
    private record SwapStoreView(FileStore store) {
        void walk(java.util.function.Consumer<String> each) {
            for (String name : store.list("")) {
                if (!name.endsWith("/")) {
                    each.accept(name);
                } else if (!name.equals(StoreRoot.HIDDEN + "/")) {
                    store.walk(name.substring(0, name.length() - 1), each);
                }
            }
        }
    }

    static void assertNoLeftovers(Path root) {
        assertFalse(
                Files.exists(root.resolve(StoreRoot.HIDDEN)),
                () -> "left over: " + Disk.list(root.resolve(StoreRoot.HIDDEN)));
        for (Path entry : Disk.list(root.getParent())) {
            assertFalse(entry.getFileName().toString().contains(StoreRoot.HIDDEN), () -> "left over: " + entry);
        }
        List<String> keys = new ArrayList<>();
        FileStore.open(root).walk("", keys::add);
        assertFalse(keys.stream().anyMatch(k -> k.contains("/.~")), "unfinished files");
    }
}
