package org.roimill.runner.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.roimill.runner.chain.Chains.parse;
import static org.roimill.runner.chain.Chains.parseRoot;
import static org.roimill.runner.chain.Chains.parseStep;
import static org.roimill.runner.chain.Chains.refused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.roimill.core.format.Storage;

class NativeReaderTest {
    @Test
    void aFullFileIsRead() {
        Chain chain = parse(
                "roimill: 1",
                "name: cells",
                "vars: {marker: NO, size: 2.5 um}",
                "files:",
                "  nuclei: models/nuclei.onnx",
                "  atlas: {path: atlas.csv, kind: table, digest: 'sha256:" + "AB".repeat(32) + "'}",
                "storage: {chunk: 512, shard: 2048, levels: 3, downscale: 4, zarr: 2, codec: zstd, compression: 3}",
                "steps:",
                "  - name: smooth",
                "    category: filters",
                "    type: blur",
                "    input: [DAPI, CD45]",
                "    output: '${input}_soft'",
                "    parameters: {sigma: '${vars.size}', NO: NO}",
                "    keep: false",
                "    level: 1",
                "    optional: true",
                "  - {type: tiles, input: {image: DAPI, mask: [a, b]}, output: tiles, as: png, to: out, template: '{n}',",
                "     storage: {chunk: 128, levels: auto}}");
        assertEquals("cells", chain.name());
        assertEquals(Chain.NATIVE, chain.dialect());
        assertEquals(Map.of("marker", "NO", "size", "2.5 um"), chain.vars());
        assertEquals(
                new FileEntry("nuclei", "models/nuclei.onnx", null, null),
                chain.files().get("nuclei"));
        assertEquals(
                new FileEntry("atlas", "atlas.csv", "table", "sha256:" + "ab".repeat(32)),
                chain.files().get("atlas"));
        assertEquals(new Storage(512, 2048, 3, 4, "zstd", 3), chain.storage());
        assertEquals(2, chain.zarr());
        Step smooth = chain.steps().get(0);
        assertEquals("step 1 'smooth' (line 9)", smooth.place());
        assertEquals(new Ends(List.of("DAPI", "CD45"), true, Map.of()), smooth.input());
        assertEquals(Ends.of("${input}_soft"), smooth.output());
        assertEquals(Map.of("sigma", "${vars.size}", "NO", "NO"), smooth.parameters());
        assertEquals(false, smooth.keep());
        assertEquals(1, smooth.level());
        assertTrue(smooth.optional());
        assertNull(smooth.storage());
        assertNull(smooth.crops());
        Step tiles = chain.steps().get(1);
        assertEquals("step 2 'tiles' (line 18)", tiles.place());
        assertEquals(Ends.ports(Map.of("image", List.of("DAPI"), "mask", List.of("a", "b"))), tiles.input());
        assertEquals(new CropWish("png", "out", "{n}"), tiles.crops());
        assertEquals(new Storage(128, 2048, 0, 4, "zstd", 3), tiles.storage());
    }

    @Test
    void whatIsNotSaidIsLeftOpen() {
        Chain chain = parse("roimill: 1", "steps:", "  - " + Chains.STEP);
        assertEquals("c", chain.name());
        assertEquals(Storage.DEFAULT, chain.storage());
        assertEquals(0, chain.zarr());
        Step step = chain.steps().get(0);
        assertNull(step.name());
        assertNull(step.keep());
        assertEquals(0, step.level());
        assertFalse(step.optional());
        assertEquals(Map.of(), step.parameters());
    }

    @Test
    void sectionsWithoutAValueAreAsGoodAsNone() {
        assertEquals(Map.of(), parseRoot("vars:", "files:", "storage:", "name:").vars());
        assertEquals(
                Map.of(),
                parseStep("{type: t, input: a, output: b, parameters: , keep: }")
                        .parameters());
    }

    @Test
    void unknownKeysNameTheNearest() {
        refused(() -> parseRoot("step: 5"), "c.yaml, line 2", "unknown key 'step'", "Did you mean steps?");
        refused(
                () -> parseStep("{type: t, inptu: a, input: b, output: c}"),
                "c.yaml, line 3, step 1",
                "'inptu'",
                "Did you mean input?",
                "Allowed: name, category, type");
        refused(() -> parseRoot("storage: {chunks: 5}"), "storage", "'chunks'", "Did you mean chunk?");
        refused(() -> parseRoot("files: {a: {path: b, digst: c}}"), "files, a", "Did you mean digest?");
        refused(() -> parseRoot("schema_version: 1"), "unknown key 'schema_version'");
    }

    @Test
    void wrongTypesSayWhatWouldDo() {
        refused(
                () -> parseStep("{type: t, input: a, output: b, keep: yes}"),
                "line 3",
                "'keep'",
                "true or false",
                "yes");
        refused(() -> parseStep("{type: t, input: a, output: b, level: -1}"), "'level'", "from 0 to 31");
        refused(() -> parseStep("{type: t, input: a, output: b, level: 1.5}"), "'level'");
        refused(() -> parseStep("{type: 5, input: a, output: b}"), "'type'", "'5'");
        refused(() -> parseStep("{type: t, input: 5, output: b}"), "'input'", "number 5", "quotes");
        refused(() -> parseStep("{type: t, input: [a, [b]], output: b}"), "'input'", "a list");
        refused(() -> parseStep("{type: t, input: [], output: b}"), "'input' is an empty list");
        refused(() -> parseStep("{type: t, input: {}, output: b}"), "'input'");
        refused(() -> parseStep("{type: t, input: {a: {b: c}}, output: b}"), "'input.a'", "a mapping");
        refused(() -> parseStep("{type: t, input: ' ', output: b}"), "'input'");
        refused(() -> parseStep("{type: t, input: a, output: b, parameters: [1]}"), "'parameters'", "a mapping");
        refused(() -> parseStep("{type: t, input: a, output: b, storage: 5}"), "storage", "a mapping");
        refused(() -> parseStep("{type: t, input: a, output: b, storage: {zarr: 2}}"), "storage of the chain");
        refused(() -> parseStep("word"), "step 1", "a mapping", "the text 'word'");
        refused(() -> parse("roimill: 1", "steps: {a: b}"), "'steps' must be a list");
        refused(() -> parseRoot("vars: [1]"), "'vars'");
        refused(() -> parseRoot("vars: {a-b: 1}"), "'a-b'");
        refused(() -> parseRoot("files: {a: 5}"), "files", "'a'");
        refused(() -> parseRoot("files: {a: {kind: b}}"), "'path' is missing");
        refused(() -> parseRoot("files: {a: {path: b, digest: md5}}"), "'digest'", "sha256");
        refused(() -> parseRoot("storage: {zarr: 4}"), "'zarr'", "2 to 3");
        refused(() -> parseRoot("storage: {chunk: 100, shard: 250}"), "250", "100", "shard: 400");
    }

    @Test
    void whatIsMissingIsShown() {
        refused(() -> parse("roimill: 1"), "'steps' is missing", "type: normalize");
        refused(() -> parse("roimill: 1", "steps: []"), "'steps' is missing");
        refused(() -> parseStep("{type: , input: a, output: b}"), "'type' is missing");
        refused(() -> parseRoot("files: {a: {path: , kind: table}}"), "'path' is missing");
        String all = refused(() -> parseStep("{keep: true}"), "'type' is missing", "'input' is missing");
        assertTrue(all.contains("'output' is missing"), all);
    }

    @Test
    void versionsOtherThanOneAreRefused() {
        refused(() -> parse("roimill: 2", "steps: [" + Chains.STEP + "]"), "line 1", "form 2", "newer roimill");
        refused(() -> parse("roimill: '1'", "steps: [" + Chains.STEP + "]"), "'roimill' must be 1");
        refused(() -> parse("roimill:", "steps: [" + Chains.STEP + "]"), "'roimill' is missing");
    }

    @Test
    void stepsOfOneNameAreRefused() {
        refused(
                () -> parse(
                        "roimill: 1",
                        "steps:",
                        "  - {name: a, type: t, input: a, output: b}",
                        "  - {name: a, type: t, input: a, output: b}"),
                "line 4, step 2",
                "line 3",
                "'a'");
    }

    @Test
    void allProblemsAreToldAtOnceInTheOrderOfTheFile() {
        String message = refused(() -> parse("roimill: 1", "nam: x", "steps:", "  - {type: t, input: a}", "  - 5"));
        assertEquals(
                List.of(2, 4, 5),
                message.lines()
                        .filter(l -> l.startsWith("c.yaml"))
                        .map(l -> Integer.valueOf(l.replaceAll("c.yaml, line (\\d+).*", "$1")))
                        .distinct()
                        .toList(),
                message);
        StringBuilder many = new StringBuilder("roimill: 1\nsteps:\n");
        many.repeat("  - {type: t, input: a, output: b, wrong: 1}\n", 100);
        assertTrue(refused(() -> parse(many.toString())).contains("... and 90 more"));
    }
}
