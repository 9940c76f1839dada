package org.roimill.runner.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.RoimillException;
import org.roimill.core.param.Parameters;

class ChainSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(JSON.<JsonNode>valueToTree(ChainSchema.of(Chains.ENTRIES)));
    private static final String END = "steps: [{type: blur, input: a, output: b}]";

    /** Files in one line, as YAML. */
    private static final List<String> GOOD = List.of(
            "{roimill: 1, " + END + "}",
            "{roimill: 1, name: n, vars: {a: 1, b: [x, {y: z}]}, " + END + "}",
            "{roimill: 1, name: , vars: , files: , storage: , " + END + "}",
            "{roimill: 1, files: {m: m.onnx, t: {path: t.csv, kind: table}}, " + END + "}",
            "{roimill: 1, files: {t: {path: t, digest: 'sha256:" + "a1".repeat(32) + "'}}, " + END + "}",
            "{roimill: 1, storage: {chunk: 256, shard: 512, levels: 3, downscale: 2, zarr: 3, codec: zstd}, " + END
                    + "}",
            "{roimill: 1, storage: {chunk: auto, zarr: auto, compression: 0}, " + END + "}",
            step("{type: blur, input: [a, c], output: '${input}_b', keep: false, level: 2, optional: true}"),
            step("{name: n, category: c, type: blur, input: {image: a}, output: {image: b}}"),
            step("{type: blur, input: a, output: b, parameters: {sigma: 3}}"),
            step("{type: blur, input: a, output: b, parameters: {radius: 3.5, edge: mirror, rounds: 2, only: [x, y]}}"),
            step("{type: blur, input: a, output: b, parameters: {only: x}}"),
            step("{type: blur, input: a, output: b, parameters: {sigma: '${vars.s}', rounds: '${r}', edge: '${e}'}}"),
            step("{type: blur, input: a, output: b, parameters: , keep: , level: , storage: , as: , name: }"),
            step("{type: ring, input: a, output: b, parameters: {rad_bigger: 2.5 um, rad_smaller: [1, 2]}}"),
            step("{type: ring, input: a, output: b, parameters: {rad_bigger: '${vars.r}'}}"),
            step("{type: named, input: {a: x, b: [y]}, output: {cell: c, nucleus: n}, parameters: {which: w}}"),
            step("{type: named, input: [x, y], output: [n, c], parameters: {which: w, strict: '${s}'}}"),
            step("{type: '${vars.t}', input: a, output: {any: b}}"),
            step("{type: blur, input: a, output: b, storage: {levels: 1}, as: png, to: out, template: '{n}'}"));

    private static final List<String> BAD = List.of(
            "{roimill: 2, " + END + "}",
            "{" + END + "}",
            "{roimill: 1}",
            "{roimill: 1, steps: []}",
            "{roimill: 1, nam: n, " + END + "}",
            "{roimill: 1, name: 5, " + END + "}",
            "{roimill: 1, vars: {a-b: 1}, " + END + "}",
            "{roimill: 1, files: {t: {kind: table}}, " + END + "}",
            "{roimill: 1, files: {t: 5}, " + END + "}",
            "{roimill: 1, files: {t: {path: t, digest: md5}}, " + END + "}",
            "{roimill: 1, storage: {chunk: 0}, " + END + "}",
            "{roimill: 1, storage: {zarr: 1}, " + END + "}",
            step("{type: blurr, input: a, output: b}"),
            step("{type: blur, input: a}"),
            step("{type: blur, input: [], output: b}"),
            step("{type: blur, input: {}, output: b}"),
            step("{type: blur, input: 5, output: b}"),
            step("{type: blur, input: {image: [[a]]}, output: b}"),
            step("{type: blur, input: a, output: b, keep: yes}"),
            step("{type: blur, input: a, output: b, level: -1}"),
            step("{type: blur, input: a, output: b, storage: {zarr: 2}}"),
            step("{type: blur, input: a, output: b, to: 5}"),
            step("{type: blur, input: a, output: b, wrong: 5}"),
            step("{type: blur, input: a, output: b, parameters: {sigma: 0}}"),
            step("{type: blur, input: a, output: b, parameters: {sigma: much}}"),
            step("{type: blur, input: a, output: b, parameters: {edge: soft}}"),
            step("{type: blur, input: a, output: b, parameters: {rounds: 1.5}}"),
            step("{type: blur, input: a, output: b, parameters: {wrong: 1}}"),
            step("{type: ring, input: a, output: b, parameters: {rad_bigger: [a, b]}}"),
            step("{type: named, input: [x, y], output: [n, c]}"),
            step("{type: named, input: [x, y], output: [n, c], parameters: {which: 5}}"));

    private static String step(String step) {
        return "{roimill: 1, steps: [" + step + "]}";
    }

    /** The reader and the parameters, with vars for all placeholders. */
    private static boolean isRead(String text) {
        try {
            Chain chain = ChainReader.parse(text, "c", Chains.FOLDER);
            Map<String, Object> vars = Map.of("s", true, "r", 2, "e", "clip", "t", "blur");
            Chain filled = Placeholders.fill(
                    chain.vars().isEmpty()
                            ? chain.withVars(text.contains("vars.s}") ? Map.of("s", 2, "r", 2, "e", "clip") : vars)
                            : chain,
                    Map.of(),
                    Map.of());
            for (Step step : filled.steps()) {
                Parameters<?> parameters = Chains.KNOWN.of(step.type()).orElse(null);
                if (parameters == null) {
                    return false;
                }
                parameters.bind(step.parameters(), step.place());
            }
            return true;
        } catch (RoimillException e) {
            return false;
        }
    }

    private static boolean isValid(String text) {
        return SCHEMA.validate(JSON.valueToTree(YamlTree.parse(text, "c").plain()))
                .isEmpty();
    }

    @Test
    void theSchemaTakesWhatTheReaderTakes() {
        for (String text : GOOD) {
            assertTrue(isRead(text), text);
            assertTrue(
                    isValid(text),
                    () -> text
                            + SCHEMA.validate(
                                    JSON.valueToTree(YamlTree.parse(text, "c").plain())));
        }
    }

    @Test
    void theSchemaRefusesWhatTheReaderRefuses() {
        for (String text : BAD) {
            assertFalse(isRead(text), text);
            assertFalse(isValid(text), text);
        }
    }

    @Test
    void portsAreThoseOfTheProcessor() {
        assertFalse(isValid(step("{type: blur, input: {imge: a}, output: b}")));
        assertFalse(isValid(step("{type: blur, input: a, output: {labels: b}}")));
    }

    @Test
    void theSchemaIsOneItself() {
        JsonSchema meta = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertEquals(
                0,
                meta.validate(JSON.<JsonNode>valueToTree(ChainSchema.of(Chains.ENTRIES)))
                        .size());
    }
}
