package org.roimill.stores.ngff;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.stores.ngff.v04.Ngff04;
import org.roimill.stores.ngff.v05.Ngff05;
import org.roimill.stores.ngff.version.NgffVersion;
import org.roimill.stores.zarr.meta.Json;

class ConformanceTest {
    private static final List<String> SUITES = List.of("image", "label", "plate", "well");

    @TestFactory
    Stream<DynamicTest> everyCaseOfTheSuitesIsJudgedAsTheyJudgeIt() {
        return Stream.of(Ngff04.INSTANCE, Ngff05.INSTANCE)
                .flatMap(version -> Stream.of("", "strict_")
                        .flatMap(strict -> SUITES.stream().flatMap(kind -> suite(version, strict, kind))));
    }

    private static Stream<DynamicTest> suite(NgffVersion version, String strict, String kind) {
        String file = "/ngff/" + version.number() + "/" + strict + kind + "_suite.json";
        ObjectNode suite = json(file);
        Conformance rules = new Conformance(version, !strict.isEmpty());
        return StreamSupport.stream(suite.get("tests").spliterator(), false)
                .map(test -> DynamicTest.dynamicTest(
                        file + " " + test.path("formerly").asText(), () -> judge(rules, kind, test)));
    }

    private static void judge(Conformance rules, String kind, JsonNode test) {
        ObjectNode data = (ObjectNode) test.get("data");
        if (test.get("valid").booleanValue()) {
            assertDoesNotThrow(() -> check(rules, kind, data));
            return;
        }
        RoimillException e = assertThrows(RoimillException.class, () -> check(rules, kind, data));
        assertEquals(Failure.BAD_DATA, e.failure());
        String path = e.getMessage().split(" ")[1];
        assertTrue(
                Stream.of("multiscales", "omero", "image-label", "plate", "well")
                                .anyMatch(path::contains)
                        || path.startsWith("ome"),
                e.getMessage());
    }

    private static void check(Conformance rules, String kind, ObjectNode data) {
        switch (kind) {
            case "image" -> rules.checkImage(data, "test:");
            case "label" -> rules.checkLabel(data, "test:");
            case "plate" -> rules.checkPlate(data, "test:");
            default -> rules.checkWell(data, "test:");
        }
    }

    @Test
    void aComplaintNamesThePathThatIsWrong() {
        ObjectNode image = json("/ngff/0.5/image_suite.json");
        ObjectNode data = (ObjectNode) image.get("tests").get(0).get("data").deepCopy();
        ((ObjectNode) data.get("ome").get("multiscales").get(0).get("datasets").get(0)).put("path", 3);
        RoimillException e = assertThrows(
                RoimillException.class,
                () -> new Conformance(Ngff05.INSTANCE, false).checkImage(data, "a.zarr/zarr.json"));
        assertEquals(
                "a.zarr/zarr.json: ome.multiscales[0].datasets[0].path is 3, not a text",
                e.getMessage().lines().findFirst().orElseThrow());
    }

    private static ObjectNode json(String file) {
        try (InputStream in = ConformanceTest.class.getResourceAsStream(file)) {
            return Json.parse(in.readAllBytes(), file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
