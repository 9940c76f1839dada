package org.roimill.stores.roi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.format.Storage;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;
import org.roimill.stores.ngff.Conformance;
import org.roimill.stores.ngff.Ngff;
import org.roimill.stores.raster.Layout;
import org.roimill.stores.spatialdata.Dialect;
import org.roimill.stores.spatialdata.ElementWriter;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.MemoryStore;
import org.roimill.stores.zarr.store.Store;

/** Metadata that we write, against the JSON schemas of the specification, and read again. */
class WrittenSchemaTest {
    private static final List<String> NAMES = List.of("image", "label", "_version");

    @TempDir
    Path folder;

    private static final Grid GRID = Grid.of("tczyx", 2, 3, 4, 40, 50)
            .withSpacing(Map.of(Axis.Z, 2.0, Axis.Y, 0.5, Axis.X, 0.25), Unit.MICROMETER);

    private static void fill(RasterWriter writer, RasterSpec spec) {
        try (writer;
                Arena arena = Arena.ofConfined()) {
            writer.write(Block.zeros(spec.dtype(), spec.grid().region(), arena).fill(1));
        }
    }

    @Test
    void plainImagesAndLabelsFollowTheSchemas() throws IOException {
        for (int zarr : new int[] {2, 3}) {
            for (Kind kind : List.of(Kind.IMAGE, Kind.LABELS)) {
                RasterSpec spec =
                        new RasterSpec(kind, GRID, DType.U16, kind == Kind.IMAGE ? List.of("a", "b", "c") : List.of());
                Path path = folder.resolve(kind + "-" + zarr + ".zarr");
                try (Store store = FileStore.create(path)) {
                    fill(
                            ElementWriter.image(
                                    store,
                                    "x",
                                    spec,
                                    Layout.fresh(zarr),
                                    new Storage(16, 16, 2, 2, null, -1),
                                    Map.of()),
                            spec);
                    ObjectNode attributes = ZarrGroup.openPlain(store, "").attributes();
                    assertEquals(List.of(), wrong(Ngff.forZarr(zarr).number(), "image", attributes));
                    assertEquals(
                            List.of(),
                            wrong(
                                    Ngff.forZarr(zarr).number(),
                                    "label",
                                    kind == Kind.LABELS || zarr == 2 ? attributes : label()));
                    new Conformance(Ngff.forZarr(zarr), false).checkImage(attributes, "written:");
                }
                try (ZarrRoi roi = new OmeZarrFormat().open(path, OpenOptions.DEFAULT)) {
                    RasterSpec read = roi.element("x").levels().getFirst();
                    assertEquals(spec, read);
                    assertEquals(
                            spec.grid()
                                    .resampled(
                                            new long[] {2, 3, 4, 20, 25},
                                            new double[] {1, 1, 1, 2, 2},
                                            new double[] {0, 0, 0, 0.5, 0.5},
                                            1),
                            roi.element("x").levels().get(1).grid());
                }
            }
        }
    }

    /** SpatialData names its versions in its own way; all else of its elements follows the schemas too. */
    @Test
    void elementsOfAStoreFollowTheSchemasButForTheirVersion() throws IOException {
        for (int zarr : new int[] {2, 3}) {
            Store store = new MemoryStore();
            RasterSpec spec = RasterSpec.labels(GRID.drop(Axes.of("tc")), DType.U16);
            ElementWriter writer = new ElementWriter(store, Dialect.of(zarr), Layout.fresh(zarr));
            fill(writer.raster("x", spec, Storage.DEFAULT, Map.of(), Map.of()), spec);
            ObjectNode attributes = ZarrGroup.openPlain(store, "labels/x").attributes();
            if (zarr == 3) {
                assertEquals(
                        "0.5-dev-spatialdata",
                        attributes.get("ome").get("version").asText());
                ((ObjectNode) attributes.get("ome")).put("version", "0.5");
            }
            assertEquals(List.of(), wrong(Ngff.forZarr(zarr).number(), "image", attributes));
        }
    }

    private static ObjectNode label() {
        ObjectNode attributes = Json.object();
        attributes.putObject("ome").put("version", "0.5").putObject("image-label");
        return attributes;
    }

    private static List<String> wrong(String version, String name, JsonNode attributes) {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(iri -> NAMES.stream()
                        .filter(n ->
                                iri.equals("https://ngff.openmicroscopy.org/" + version + "/schemas/" + n + ".schema"))
                        .map(n -> text(version, n))
                        .findFirst()
                        .orElse(null))));
        JsonSchema schema = factory.getSchema(
                SchemaLocation.of("https://ngff.openmicroscopy.org/" + version + "/schemas/" + name + ".schema"));
        // Through text, as a reader gets it.
        Set<?> found = schema.validate(parsed(attributes.toString()));
        return found.stream().map(Object::toString).toList();
    }

    private static JsonNode parsed(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(String version, String name) {
        try (InputStream in =
                WrittenSchemaTest.class.getResourceAsStream("/ngff/" + version + "/" + name + ".schema")) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
