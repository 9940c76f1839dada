package org.roimill.stores.roi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.element.Column;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Table;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.format.Storage;
import org.roimill.core.format.Transaction;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Affine;
import org.roimill.core.space.Grid;
import org.roimill.stores.Unpacked;
import org.roimill.stores.commit.Delta;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.Store;
import org.roimill.stores.zarr.store.ZipStore;

class StoreTransactionTest {
    private static final Map<String, Object> BY_TEST = Map.of("processor", "test");
    private static final Storage SMALL = new Storage(16, 16, 2, 2, null, -1);

    @TempDir
    Path folder;

    private static void write(
            Transaction tx, String name, RasterSpec spec, long value, Map<String, Object> provenance) {
        try (RasterWriter writer = tx.raster(name, spec, SMALL, provenance);
                Arena arena = Arena.ofConfined()) {
            writer.write(Block.zeros(spec.dtype(), spec.grid().region(), arena).fillLong(value));
        }
    }

    private static final RasterSpec LABELS = RasterSpec.labels(Grid.of("yx", 40, 50), DType.U32);

    private static ZarrRoi open(Path store, Path... deltas) {
        return new SpatialDataFormat()
                .open(store, new OpenOptions(OpenOptions.DEFAULT.declared(), List.of(deltas), false, true));
    }

    private static long first(ZarrRoi roi, String name) {
        try (Arena arena = Arena.ofConfined()) {
            Block block = Block.zeros(LABELS.dtype(), LABELS.grid().region(), arena);
            roi.pixels(name, 0).read(block);
            return block.getLong(0);
        }
    }

    private Path made(int zarr) {
        Path store = folder.resolve("v" + zarr + ".zarr");
        try (Transaction tx = StoreTransaction.create(store, zarr, StoreTransaction.OPTIONS)) {
            write(tx, "cells", LABELS, 7, BY_TEST);
            RasterSpec plane = RasterSpec.image(Grid.of("yx", 40, 50), DType.U8);
            write(tx, "plane", plane, 3, BY_TEST);
            tx.table("counts", Table.of(new String[] {"a", "b"}, Map.of("n", Column.Integers.of(1, 2))), BY_TEST);
            tx.commit();
        }
        return store;
    }

    @Test
    void aNewStoreHasWhatWasCommitted() {
        for (int zarr : new int[] {2, 3}) {
            try (ZarrRoi roi = open(made(zarr))) {
                assertEquals(List.of(), roi.faults());
                assertEquals(
                        List.of("plane", "cells", "counts"),
                        roi.elements().stream().map(Element::name).toList());
                assertEquals(
                        "yx", roi.element("plane").levels().getFirst().axes().toString());
                assertEquals(BY_TEST, roi.element("cells").provenance());
                assertEquals(7, first(roi, "cells"));
                assertArrayEquals(
                        new long[] {1, 2},
                        ((Column.Integers) roi.table("counts").columns().get("n")).values());
                for (Element e : roi.elements()) {
                    assertEquals(List.of(), roi.verify(e.name(), true));
                }
            }
        }
    }

    @Test
    void withoutACommitThereIsNothing() throws IOException {
        Path store = folder.resolve("none.zarr");
        try (Transaction tx = StoreTransaction.create(store, 3, StoreTransaction.OPTIONS)) {
            write(tx, "cells", LABELS, 7, BY_TEST);
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void addingFollowsTheStoreAndLeavesAllElseAsItWas() throws IOException {
        Path store = Unpacked.archive("core_000.zip", folder).resolve("Core_000.zarr");
        Map<Path, JsonNode> before = documents(store);
        try (Transaction tx = StoreTransaction.into(store, false, StoreTransaction.OPTIONS)) {
            RasterSpec spec = RasterSpec.labels(Grid.of("yx", 576, 640), DType.I32);
            try (RasterWriter writer = tx.raster("new", spec, Storage.DEFAULT, BY_TEST);
                    Arena arena = Arena.ofConfined()) {
                writer.write(
                        Block.zeros(spec.dtype(), spec.grid().region(), arena).fillLong(1));
            }
            tx.commit();
        }
        Map<Path, JsonNode> after = documents(store);
        JsonNode list = after.get(Path.of("labels/.zattrs")).get("labels");
        assertEquals("[\"instanseg_nucleus\",\"instanseg_cell\",\"new\"]", list.toString());
        before.remove(Path.of("labels/.zattrs"));
        before.forEach((path, document) -> {
            assertEquals(document, after.get(path), path.toString());
            // Equal as text: the order of keys is kept too.
            assertEquals(document.toString(), after.get(path).toString());
        });
        JsonNode array = after.get(Path.of("labels/new/0/.zarray"));
        JsonNode like = before.get(Path.of("labels/instanseg_cell/0/.zarray"));
        for (String key : List.of("chunks", "compressor", "dimension_separator", "dtype", "shape", "order")) {
            assertEquals(like.get(key), array.get(key), key);
        }
        assertTrue(after.containsKey(Path.of("labels/new/2/.zarray")), "three levels, as its siblings have");
        JsonNode attributes = after.get(Path.of("labels/new/.zattrs"));
        assertEquals("0.2", attributes.get("spatialdata_attrs").get("version").asText());
    }

    private static Map<Path, JsonNode> documents(Path store) throws IOException {
        Map<Path, JsonNode> documents = new HashMap<>();
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.equals(".zattrs")
                        || name.equals(".zarray")
                        || name.equals(".zgroup")
                        || name.equals("zarr.json")) {
                    documents.put(store.relativize(file), new ObjectMapper().readTree(file.toFile()));
                }
            }
        }
        return documents;
    }

    @Test
    void whatIsThereIsReplacedOnlyWhereThatIsAllowed() {
        Path store = made(3);
        try (Transaction tx = StoreTransaction.into(store, false, StoreTransaction.OPTIONS)) {
            RoimillException e = assertThrows(RoimillException.class, () -> write(tx, "cells", LABELS, 8, BY_TEST));
            assertEquals(Failure.EXISTS, e.failure());
        }
        try (Transaction tx = StoreTransaction.into(store, true, StoreTransaction.OPTIONS)) {
            write(tx, "cells", LABELS, 8, BY_TEST);
            // The name stays, the kind changes.
            write(tx, "plane", LABELS, 9, BY_TEST);
            tx.commit();
        }
        try (ZarrRoi roi = open(store)) {
            assertEquals(8, first(roi, "cells"));
            assertEquals(Kind.LABELS, roi.element("plane").kind());
            assertEquals(List.of(), roi.faults());
        }
    }

    @Test
    void aDeltaOpensByItselfAndHidesWhatItsBaseHas() {
        Path base = made(3);
        Path zip = folder.resolve("step.zip");
        try (Transaction tx = StoreTransaction.delta(zip, base, 3, List.of(), StoreTransaction.OPTIONS)) {
            write(tx, "cells", LABELS, 11, BY_TEST);
            write(tx, "flow", LABELS, 12, Map.of(Element.TRANSIENT, true));
            tx.commit();
        }
        try (Store packed = ZipStore.open(zip);
                Store read = FileStore.open(base)) {
            assertEquals(Delta.Base.of(read), Delta.read(packed).base());
        }
        try (ZarrRoi alone = open(zip)) {
            assertEquals(
                    List.of("cells", "flow"),
                    alone.elements().stream().map(Element::name).toList());
            assertTrue(alone.element("flow").isTransient());
            assertFalse(alone.element("cells").isTransient());
            assertEquals(11, first(alone, "cells"));
        }
        try (ZarrRoi both = open(base, zip)) {
            assertEquals(
                    List.of("plane", "cells", "flow", "counts"),
                    both.elements().stream().map(Element::name).toList());
            assertEquals(11, first(both, "cells"));
        }
        try (ZarrRoi unchanged = open(base)) {
            assertEquals(7, first(unchanged, "cells"));
        }
    }

    @Test
    void whatLiesOnTheGridOfAnotherLiesInAllItsWorlds() throws IOException {
        Path store = folder.resolve("worlds.zarr");
        try (Transaction tx = StoreTransaction.create(store, 3, StoreTransaction.OPTIONS)) {
            write(tx, "a", LABELS, 1, BY_TEST);
            tx.commit();
        }
        // A second coordinate system, as another program would add it.
        Path file = store.resolve("labels/a/zarr.json");
        String identity = Files.readString(file);
        JsonNode root = new ObjectMapper().readTree(identity);
        var maps = (ArrayNode)
                root.get("attributes").get("ome").get("multiscales").get(0).get("coordinateTransformations");
        var second = (ObjectNode) maps.get(0).deepCopy();
        ((ObjectNode) second.get("output")).put("name", "slide");
        second.putArray("scale").add(2.0).add(3.0);
        maps.add(second);
        Files.writeString(file, root.toString());
        Files.writeString(store.resolve("zarr.json"), withoutConsolidated(store.resolve("zarr.json")));

        try (Transaction tx = StoreTransaction.into(store, false, StoreTransaction.OPTIONS)) {
            write(tx, "b", RasterSpec.image(Grid.of("cyx", 1, 40, 50), DType.U8), 1, BY_TEST);
            write(
                    tx,
                    "elsewhere",
                    RasterSpec.labels(Grid.of("yx", 20, 20).withWorld(Affine.identity(2), "other", Map.of()), DType.U8),
                    1,
                    BY_TEST);
            tx.commit();
        }
        JsonNode b =
                new ObjectMapper().readTree(store.resolve("images/b/zarr.json").toFile());
        JsonNode written =
                b.get("attributes").get("ome").get("multiscales").get(0).get("coordinateTransformations");
        assertEquals("slide", written.get(1).get("output").get("name").asText());
        assertEquals("[1.0,2.0,3.0]", written.get(1).get("scale").toString());
        JsonNode c = new ObjectMapper()
                .readTree(store.resolve("labels/elsewhere/zarr.json").toFile());
        assertEquals(
                1,
                c.get("attributes")
                        .get("ome")
                        .get("multiscales")
                        .get(0)
                        .get("coordinateTransformations")
                        .size());
    }

    private static String withoutConsolidated(Path file) throws IOException {
        var node = (ObjectNode) new ObjectMapper().readTree(file.toFile());
        node.remove("consolidated_metadata");
        return node.toString();
    }

    @Test
    void aListedChunkThatIsMissingIsAnErrorAndOneThatIsNotListedIsBackground() throws IOException {
        for (int zarr : new int[] {2, 3}) {
            Path store = made(zarr);
            String chunk = zarr == 2 ? "labels/cells/0/1/2" : "labels/cells/s0/c/1/2";
            Files.delete(store.resolve(chunk));
            try (ZarrRoi roi = open(store)) {
                RoimillException e = assertThrows(RoimillException.class, () -> first(roi, "cells"));
                assertEquals(Failure.BAD_DATA, e.failure());
                assertTrue(
                        e.getMessage().contains("labels/cells")
                                && e.getMessage().contains(chunk),
                        e.getMessage());
                assertEquals(1, roi.verify("cells", false).size());
                assertEquals(1, roi.verify("cells", true).size());
            }
        }
        Path foreign = Unpacked.archive("core_000.zip", folder).resolve("Core_000.zarr");
        Files.delete(foreign.resolve("labels/instanseg_cell/0/1/1"));
        try (ZarrRoi roi = open(foreign)) {
            assertNull(roi.verify("instanseg_cell", true));
            GoldenTest.hash(roi.pixels("instanseg_cell", 0));
        }
    }

    @Test
    void aChangedByteIsFoundByReadingTheContent() throws IOException {
        Path store = made(3);
        Path chunk = store.resolve("tables/counts/obs/n/c/0");
        byte[] bytes = Files.readAllBytes(chunk);
        bytes[bytes.length - 1] ^= 1;
        Files.write(chunk, bytes);
        try (ZarrRoi roi = open(store)) {
            assertEquals(List.of(), roi.verify("counts", false));
            assertEquals("obs/n/c/0", roi.verify("counts", true).getFirst().key());
        }
    }

    @Test
    void aBrokenElementDoesNotHideTheOthers() throws IOException {
        Path store = made(3);
        Files.createDirectories(store.resolve("images/half/s0/c"));
        Files.writeString(
                store.resolve("labels/cells/zarr.json"),
                "{\"zarr_format\": 3, \"node_type\": \"group\", \"attributes\": {\"ome\": {\"version\": \"0.5\", \"multiscales\": [{\"axes\": [], \"datasets\": []}]}}}");
        Files.createFile(store.resolve("images/.DS_Store"));
        try (ZarrRoi roi = new SpatialDataFormat()
                .open(store, new OpenOptions(OpenOptions.DEFAULT.declared(), List.of(), false, false))) {
            assertEquals(
                    List.of("plane", "counts"),
                    roi.elements().stream().map(Element::name).toList());
            assertEquals(
                    List.of("images/half", "labels/cells"),
                    roi.faults().stream().map(f -> f.place()).toList());
            assertTrue(
                    roi.faults().get(1).cause().getMessage().contains("ome.multiscales[0].axes"),
                    roi.faults().toString());
            RoimillException e = assertThrows(RoimillException.class, () -> roi.pixels("cells", 0));
            assertEquals(Failure.BAD_DATA, e.failure());
        }
    }
}
