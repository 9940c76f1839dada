package org.roimill.processors.segmenters.cellpose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.roimill.core.element.Column;
import org.roimill.core.element.Table;
import org.roimill.core.network.Provider;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.inference.Models;
import org.roimill.inference.library.Library;
import org.roimill.testkit.Golden;
import org.roimill.testkit.Trial;

/** From image to masks, what the pipelines of Cellpose 3 and 4 make with the same small network; see oracles/golden. */
class WholePipelineTest {
    private static final Path ROOT = Path.of("..", "..");

    @TestFactory
    Stream<DynamicTest> third() throws IOException {
        return cases("cellpose3-whole", "tiny-flow", "3.1.1.3");
    }

    @TestFactory
    Stream<DynamicTest> fourth() throws IOException {
        return cases("cellpose4-whole", "tiny-sam", "4.1.1");
    }

    private static Stream<DynamicTest> cases(String archive, String model, String version) throws IOException {
        Map<String, byte[]> files = files(ROOT.resolve("oracles/golden").resolve(archive + ".zip"));
        JsonNode manifest = new ObjectMapper().readTree(files.get(archive + "/manifest.json"));
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : manifest.get("cases")) {
            boolean size = one.get("op").asText().equals("size");
            tests.add(dynamicTest(archive + " " + one.get("name").asText(), () -> {
                if (size) {
                    checkSize(
                            one,
                            Golden.read(files.get(
                                    archive + "/" + one.at("/inputs/image/file").asText())),
                            version);
                } else {
                    check(one, archive, files, model, version);
                }
            }));
        }
        assertTrue(tests.size() > 15, archive + " has lost its cases");
        return tests.stream();
    }

    private static void check(JsonNode one, String archive, Map<String, byte[]> files, String model, String version) {
        boolean eval = one.get("op").asText().equals("eval");
        JsonNode params = one.get("params");
        Block image = Golden.read(
                files.get(archive + "/" + one.at("/inputs/image/file").asText()));
        if (!eval) {
            image = divided(image, params.get("divide_by").asDouble());
        }
        try (Models models = new Models(new Library(Path.of("none")), Provider.CPU, note -> {})) {
            Trial trial = Trial.of(new Cellpose())
                    .resources(models)
                    .with(
                            "model",
                            ROOT.resolve("models/testmodels").resolve(model).toString())
                    .with("compatibility", version);
            parameters(trial, one, eval);
            trial.given("image", image.region().dims() == 3 ? "cyx" : "czyx", image);
            Map<String, Block> made = trial.runAll();
            Block maps = Golden.read(
                    files.get(archive + "/" + one.at("/outputs/maps/file").asText()));
            double within = eval
                    ? one.at("/compare/maps/atol").asDouble()
                    : one.at("/compare/atol").asDouble();
            checkMaps(maps, made.get("flows"), params.get("sample").asInt(), within);
            // Version 4 leaves masks in the size that the network saw.
            if (eval && (version.startsWith("3") || params.path("resample").asBoolean(true))) {
                Block masks = Golden.read(
                        files.get(archive + "/" + one.at("/outputs/masks/file").asText()));
                checkMasks(
                        masks,
                        made.get("labels"),
                        one.at("/compare/masks/agree").asDouble());
            }
        }
    }

    /** First what the style speaks for, then the median of what is found with that. */
    private static void checkSize(JsonNode one, Block image, String version) {
        double within = one.at("/compare/rtol").asDouble();
        double ofStyle = one.at("/values/diameter_of_style").asDouble();
        double diameter = one.at("/values/diameter").asDouble();
        assertEquals(ofStyle, diameter(image, version, null), within * ofStyle);
        assertEquals(diameter, diameter(image, version, ofStyle), within * diameter);
    }

    private static double diameter(Block image, String version, Double first) {
        try (Models models = new Models(new Library(Path.of("none")), Provider.CPU, note -> {})) {
            Table table = Trial.of(new CellposeDiameter())
                    .resources(models)
                    .with("model", ROOT.resolve("models/testmodels/tiny-flow").toString())
                    .with("compatibility", version)
                    .with("channels", List.of("0", "1"))
                    .with("diameter", first)
                    .given("image", "cyx", image)
                    .table();
            return ((Column.Numbers) table.columns().get("diameter")).values()[0];
        }
    }

    private static void parameters(Trial trial, JsonNode one, boolean eval) {
        JsonNode params = one.get("params");
        if (!eval) {
            trial.with("normalize", false).with("resample", false);
            trial.with("do3d", one.get("op").asText().equals("run_3D"));
            double scale = params.path("scale").isNumber() ? params.get("scale").asDouble() : 1;
            trial.with("diameter", 30 / scale);
        }
        boolean counted = params.get("channels").isArray();
        for (Map.Entry<String, JsonNode> entry : params.properties()) {
            String key = entry.getKey();
            boolean told = List.of("tile", "divide_by", "sample", "scale").contains(key)
                    || (key.equals("channels") && !counted);
            if (!told) {
                trial.with(key, value(entry.getValue()));
            }
        }
        if (!counted && params.get("channels").asInt() == 2) {
            trial.with("channels", List.of("0", "1"));
        }
        if (params.get("tile").asInt() != 64) {
            trial.with("bsize", params.get("tile").asInt());
        }
    }

    private static Object value(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
            return map;
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(value(item)));
            return list;
        }
        return node.isBoolean() ? node.asBoolean() : node.isInt() ? (Object) node.asInt() : (Object) node.asDouble();
    }

    /** Of our maps every few pixels are looked at, as they are of theirs. */
    private static void checkMaps(Block expected, Block maps, int sample, double within) {
        Region region = expected.region();
        long[] at = new long[region.dims()];
        double worst = 0;
        for (long i = 0; i < expected.voxels(); i++) {
            long rest = i;
            for (int d = at.length - 1; d >= 0; d--) {
                at[d] = rest % region.size(d) * (d == 0 ? 1 : sample);
                rest /= region.size(d);
            }
            worst = Math.max(worst, Math.abs(expected.get(i) - maps.get(maps.index(at))));
        }
        assertTrue(worst <= within, "maps differ by up to " + worst);
    }

    private static void checkMasks(Block expected, Block labels, double agree) {
        assertEquals(expected.voxels(), labels.voxels());
        long same = 0;
        for (long i = 0; i < expected.voxels(); i++) {
            same += expected.getLong(i) == labels.getLong(i) ? 1 : 0;
        }
        assertTrue(same >= agree * expected.voxels(), same + " of " + expected.voxels() + " voxels have the same id");
    }

    private static Block divided(Block image, double by) {
        Block divided = Block.zeros(DType.F32, image.region(), Arena.ofAuto());
        for (long i = 0; i < image.voxels(); i++) {
            divided.set(i, (float) image.get(i) / (float) by);
        }
        return divided;
    }

    private static Map<String, byte[]> files(Path zip) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        assertTrue(Files.isRegularFile(zip), zip + " is not there");
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    files.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return files;
    }
}
