package org.roimill.stores.roi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.element.Column;
import org.roimill.core.element.Kind;
import org.roimill.core.element.Matrix;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.Table;
import org.roimill.core.format.Element;
import org.roimill.core.format.Format;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Affine;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.stores.Unpacked;

/** Stores that SpatialData and ome-zarr-py wrote, against what they themselves read from them. */
class GoldenTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"0.2.6", "0.5.0", "0.7.3", "0.8.0"})
    void whatSpatialDataWroteIsReadAsItReadsIt(String version) throws IOException {
        for (Case c : cases("spatialdata-" + version + ".zip")) {
            if (!c.manifest.get("kind").asText().equals("spatialdata")) {
                continue;
            }
            assertTrue(new SpatialDataFormat().recognises(c.store), c.name);
            for (boolean consolidated : new boolean[] {true, false}) {
                OpenOptions options = new OpenOptions(OpenOptions.DEFAULT.declared(), List.of(), false, consolidated);
                try (Roi roi = new SpatialDataFormat().open(c.store, options)) {
                    assertEquals(List.of(), roi.faults());
                    JsonNode expected = c.manifest.get("spatialdata");
                    check(roi, expected.get("images"), Kind.IMAGE);
                    check(roi, expected.get("labels"), Kind.LABELS);
                    expected.get("shapes")
                            .fieldNames()
                            .forEachRemaining(name ->
                                    assertEquals(Kind.SHAPES, roi.element(name).kind()));
                    for (Map.Entry<String, JsonNode> t : expected.get("tables").properties()) {
                        check(roi.table(t.getKey()), t.getValue());
                    }
                }
            }
        }
    }

    @Test
    void whatOmeZarrPyWroteIsReadValueForValue() throws IOException {
        int arrays = 0;
        for (Case c : cases("ome-zarr.zip")) {
            Format format = new OmeZarrFormat();
            assertTrue(format.recognises(c.store), c.name);
            try (Roi roi = format.open(c.store, OpenOptions.DEFAULT)) {
                assertEquals(List.of(), roi.faults());
                List<String> found = new ArrayList<>();
                for (Element e : roi.elements()) {
                    for (int k = 0; k < e.levels().size(); k++) {
                        found.add(hash(roi.pixels(e.name(), k)));
                    }
                }
                for (JsonNode array : c.manifest.get("arrays")) {
                    assertTrue(found.contains(array.get("sha256").asText()), c.name + " " + array.get("path"));
                    arrays++;
                }
                check(roi, c.manifest.path("ome"));
            }
        }
        assertTrue(arrays > 10, "few arrays: " + arrays);
    }

    /** The scale and the shift of every level are those of the file. */
    private static void check(Roi roi, JsonNode ome) {
        Element image = roi.elements().getFirst();
        for (int k = 0; k < ome.path("image").path("levels").size(); k++) {
            Affine map = image.levels().get(k).grid().toWorld();
            for (JsonNode t : ome.get("image").get("levels").get(k).get("transformations")) {
                JsonNode vector = t.get(t.get("type").asText());
                for (int d = 0; d < vector.size(); d++) {
                    double found = t.get("type").asText().equals("scale") ? map.get(d, d) : map.translation(d);
                    assertEquals(vector.get(d).asDouble(), found, 1e-12);
                }
            }
        }
    }

    private static void check(Roi roi, JsonNode elements, Kind kind) {
        for (Map.Entry<String, JsonNode> entry : elements.properties()) {
            Element e = roi.element(entry.getKey());
            JsonNode expected = entry.getValue();
            assertEquals(kind, e.kind());
            Axes axes = e.levels().getFirst().axes();
            StringBuilder letters = new StringBuilder();
            expected.get("axes").forEach(a -> letters.append(a.asText()));
            assertEquals(letters.toString(), axes.toString());
            if (kind == Kind.IMAGE) {
                List<String> names = new ArrayList<>();
                expected.get("channels").forEach(c -> names.add(c.asText()));
                assertEquals(names, e.levels().getFirst().channels());
            }
            assertEquals(expected.get("levels").size(), e.levels().size());
            for (int k = 0; k < e.levels().size(); k++) {
                assertEquals(
                        expected.get("levels").get(k).get("sha256").asText(),
                        hash(roi.pixels(e.name(), k)),
                        e.name() + ", level " + k);
            }
            checkWorld(e, expected.get("transformations"));
        }
    }

    private static void checkWorld(Element e, JsonNode transformations) {
        Affine map = e.levels().getFirst().grid().toWorld();
        Axes axes = e.levels().getFirst().axes();
        JsonNode expected = transformations.get(e.levels().getFirst().grid().world());
        assertNotNull(expected, e.name());
        List<Axis> order = new ArrayList<>();
        expected.get("axes").forEach(a -> order.add(Axis.of(a.asText().charAt(0))));
        for (int r = 0; r < order.size(); r++) {
            for (int c = 0; c <= order.size(); c++) {
                int row = axes.indexOf(order.get(r));
                double found = c == order.size() ? map.translation(row) : map.get(row, axes.indexOf(order.get(c)));
                assertEquals(expected.get("matrix").get(r).get(c).asDouble(), found, 1e-12, e.name());
            }
        }
    }

    private static void check(Table table, JsonNode expected) {
        List<String> names = new ArrayList<>();
        expected.get("obs").fieldNames().forEachRemaining(names::add);
        assertEquals(names, List.copyOf(table.columns().keySet()));
        for (Map.Entry<String, JsonNode> entry : expected.get("obs").properties()) {
            Column column = table.columns().get(entry.getKey());
            JsonNode values = entry.getValue().get("values");
            for (int i = 0; i < values.size(); i++) {
                assertEquals(text(values.get(i)), text(column, i), entry.getKey() + ", row " + i);
            }
        }
        JsonNode x = expected.get("X");
        if (table.x() instanceof Matrix.Dense m && x.has("values")) {
            List<Double> values = new ArrayList<>();
            x.get("values")
                    .forEach(row -> row.forEach(
                            v -> values.add(v.isTextual() ? Double.parseDouble(v.asText()) : v.asDouble())));
            assertArrayEquals(values.stream().mapToDouble(v -> v).toArray(), m.values());
        }
        assertEquals(expected.get("layers").size(), table.layers().size());
        assertEquals(expected.get("obsm").size(), table.obsm().size());
        if (expected.get("region_key").isTextual()) {
            assertEquals(expected.get("region_key").asText(), table.link().regionColumn());
            assertEquals(expected.get("instance_key").asText(), table.link().instanceColumn());
        }
    }

    private static String text(JsonNode value) {
        return value.isNull() || value.path("$float").asText().equals("NaN") ? "-" : value.asText();
    }

    private static String text(Column column, int i) {
        return switch (column) {
            case Column.Integers c -> c.missing() != null && c.missing()[i] ? "-" : Long.toString(c.values()[i]);
            case Column.Numbers c -> Double.isNaN(c.values()[i]) ? "-" : Double.toString(c.values()[i]);
            case Column.Truths c -> c.missing() != null && c.missing()[i] ? "-" : Boolean.toString(c.values()[i]);
            case Column.Texts c -> c.values()[i] == null ? "-" : c.values()[i];
            case Column.Categories c -> c.codes()[i] < 0 ? "-" : c.categories().get(c.codes()[i]);
        };
    }

    @Test
    void aPlexPipeStoreHasItsChannelsAndLabelsWithTheirPyramids() throws IOException {
        Path store = Unpacked.archive("core_000.zip", folder).resolve("Core_000.zarr");
        try (Roi roi = new SpatialDataFormat().open(store, OpenOptions.DEFAULT)) {
            assertEquals("Core_000", roi.name());
            assertEquals(
                    List.of("ProgRc", "instanseg_cell", "instanseg_nucleus"),
                    roi.elements().stream().map(Element::name).toList());
            Element cells = roi.element("instanseg_cell");
            assertEquals(3, cells.levels().size());
            assertEquals("y=144 x=160, level 2", cells.levels().get(2).grid().toString());
            // The centre of a coarse voxel is the centre of the sixteen below it.
            assertEquals(1.5, cells.levels().get(2).grid().toWorld().translation(0));
        }
    }

    private record Case(String name, Path store, JsonNode manifest) {}

    private List<Case> cases(String archive) throws IOException {
        Path into = Unpacked.archive(archive, folder);
        List<Case> cases = new ArrayList<>();
        try (Stream<Path> found = Files.list(into)) {
            for (Path c : found.sorted().toList()) {
                JsonNode manifest =
                        new ObjectMapper().readTree(c.resolve("manifest.json").toFile());
                cases.add(new Case(
                        c.getFileName().toString(),
                        c.resolve(manifest.get("store").asText()),
                        manifest));
            }
        }
        assertTrue(!cases.isEmpty());
        return cases;
    }

    static String hash(Pixels pixels) {
        try (Arena arena = Arena.ofConfined()) {
            Block block =
                    Block.zeros(pixels.spec().dtype(), pixels.spec().grid().region(), arena);
            pixels.read(block);
            byte[] bytes = block.data().toArray(ValueLayout.JAVA_BYTE);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
