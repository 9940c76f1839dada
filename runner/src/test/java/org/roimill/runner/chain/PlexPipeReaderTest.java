package org.roimill.runner.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.roimill.runner.chain.Chains.parse;
import static org.roimill.runner.chain.Chains.refused;
import static org.roimill.runner.chain.Chains.resource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.roimill.core.format.Storage;

class PlexPipeReaderTest {
    private static Chain shipped(String name) {
        return ChainReader.parse(resource(name), name, Chains.FOLDER, Chains.KNOWN);
    }

    private static void warns(Chain chain, String... words) {
        assertTrue(
                chain.warnings().stream().anyMatch(w -> Stream.of(words).allMatch(w::contains)),
                List.of(words) + " in: " + chain.warnings());
    }

    private static Step step(String step) {
        return parse("schema_version: 1", "additional_elements:", "  - " + step)
                .steps()
                .get(0);
    }

    @Test
    void theShippedFileOfSchemaOneLoads() {
        Chain chain = shipped("example_v1.yaml");
        assertEquals("plexpipe 1", chain.dialect());
        assertEquals("example_v1", chain.name());
        assertEquals(Path.of("/data/examples/output/sample_analysis/rois").toString(), chain.rois());
        assertEquals(new Storage(512, 0, 3, 2, null, -1), chain.storage());
        assertEquals(
                List.of("normalize", "instanseg", "ring", "subtract"),
                chain.steps().stream().map(Step::type).toList());
        Step normalize = chain.steps().get(0);
        assertEquals(new Ends(List.of("DAPI", "NaKATPase"), true, Map.of()), normalize.input());
        assertEquals(Ends.of("${input}_norm"), normalize.output());
        assertEquals(Map.of("low", 1, "high", 99.8), normalize.parameters());
        assertEquals(false, normalize.keep());
        assertEquals(true, chain.steps().get(3).keep());
        assertEquals(2, chain.warnings().size(), chain.warnings().toString());
        warns(chain, "qc is not run here yet");
        warns(chain, "quant is not run here yet");
    }

    @Test
    void theShippedFileWithoutAVersionLoads() {
        Chain chain = shipped("legacy_v0.yaml");
        assertEquals("plexpipe 0", chain.dialect());
        assertEquals("C:/BLCA/BLCA-1_Analysis/rois", chain.rois());
        assertEquals(4, chain.steps().size());
        assertEquals(
                Map.of("rad_bigger", 8, "rad_smaller", 2), chain.steps().get(2).parameters());
        assertEquals(4, chain.warnings().size(), chain.warnings().toString());
        warns(chain, "remote_analysis_dir", "C:/BLCA");
        warns(chain, "min_area, max_area, min_iou, min_st, min_int, frame", "no effect");
    }

    @Test
    void schemasAreToldApart() {
        String steps = "\nadditional_elements: [{type: t, input: a, output: b}]";
        assertEquals("plexpipe 2.0", parse("schema_version: \"2.0\"" + steps).dialect());
        assertEquals("plexpipe 0", parse("schema_version: 0" + steps).dialect());
        Chain newer = parse("schema_version: '2.3'" + steps);
        assertEquals("plexpipe 2.3", newer.dialect());
        warns(newer, "line 1", "newer than 2.0");
        refused(() -> parse("schema_version: '3.0'" + steps), "line 1", "schema 3.0");
        refused(() -> parse("schema_version: 2" + steps), "schema 2", "\"2.0\"");
        refused(() -> parse("schema_version: 2.0" + steps), "with quotes");
        refused(() -> parse("schema_version: '1'" + steps), "'schema_version' must be 1");
        refused(() -> parse("schema_version: true" + steps), "'schema_version'");
    }

    @Test
    void whatHasNoEffectIsToldAndDoesNoHarm() {
        Chain chain = parse(
                "schema_version: 1",
                "genral: {}",
                "general: {analysis_dir: out, analysis_name: a, remote_analysis_dir: x}",
                "roi_cutting: {margn: 5, margin: 3}",
                "channels: {}",
                "additional_elements:",
                "  - {category: oops, type: t, input: a, outptu: x, output: b}",
                "sdata_storage: {chunks: 5}");
        warns(chain, "line 2", "'genral'", "Did you mean general?");
        warns(chain, "general, line 3", "'remote_analysis_dir'");
        warns(chain, "roi_cutting, line 4", "'margn'", "Did you mean margin?");
        warns(chain, "line 5", "'channels'");
        warns(chain, "step 1, line 7", "'outptu'", "Did you mean output?");
        warns(chain, "step 1, line 7", "category 'oops'");
        warns(chain, "sdata_storage, line 8", "'chunks'");
        assertEquals(7, chain.warnings().size(), chain.warnings().toString());
        assertEquals(new Storage(512, 0, 4, 2, null, -1), chain.storage());
    }

    @Test
    void unknownParametersAreLeftOutAndTheValuesInForceShown() {
        Chain chain = ChainReader.parse("""
                schema_version: 1
                additional_elements:
                  - {type: ring, input: a, output: b, parameters: {outer: 8, rad_smaller: 3}}
                  - {type: blur, input: a, output: b, parameters: {radius: 3}}
                  - {type: strange, input: a, output: b, parameters: {outer: 8}}
                """, "c", Chains.FOLDER, Chains.KNOWN);
        assertEquals(Map.of("rad_smaller", 3), chain.steps().get(0).parameters());
        assertEquals(Map.of("radius", 3), chain.steps().get(1).parameters());
        assertEquals(Map.of("outer", 8), chain.steps().get(2).parameters());
        warns(chain, "step 1 'ring' (line 3)", "outer", "rad_bigger=7", "rad_smaller=3");
        assertEquals(1, chain.warnings().size(), chain.warnings().toString());
    }

    @Test
    void keepIsTrueUnlessTheFileSaysNo() {
        assertEquals(true, step("{type: t, input: a, output: b}").keep());
        assertEquals(true, step("{type: t, input: a, output: b, keep: }").keep());
        assertEquals(true, step("{type: t, input: a, output: b, keep: yes}").keep());
        assertEquals(false, step("{type: t, input: a, output: b, keep: off}").keep());
        assertEquals(false, step("{type: t, input: a, output: b, keep: false}").keep());
        refused(() -> step("{type: t, input: a, output: b, keep: maybe}"), "line 3", "'keep'");
    }

    @Test
    void sectionsWithoutAValueAreFine() {
        Chain chain = parse(
                "schema_version: 1",
                "general:",
                "roi_definition:",
                "roi_cutting:",
                "additional_elements:",
                "qc:",
                "quant:",
                "sdata_storage:");
        assertEquals(List.of(), chain.steps());
        assertNull(chain.rois());
        assertEquals(Storage.DEFAULT, chain.storage());
        assertEquals(List.of("additional_elements: there are no steps"), chain.warnings());
    }

    @Test
    void theFolderOfRoisIsThatOfTheFile() {
        String general = "general: {analysis_dir: ../out, analysis_name: a}\n";
        assertEquals(Path.of("/data/out/a/rois").toString(), parse(general).rois());
        assertEquals(
                Path.of("/data/chains/cut").toString(),
                parse(general + "roi_cutting: {roi_dir_output: cut}").rois());
        assertEquals(
                Path.of("/abs").toString(),
                parse(general + "core_cutting: {cores_dir_output: /abs}").rois());
    }

    @Test
    void wrongShapesAreRefused() {
        refused(() -> step("{type: t, input: 5, output: b}"), "step 1", "'input'");
        refused(() -> step("{input: a, output: b}"), "'type' is missing");
        refused(() -> parse("schema_version: 1", "additional_elements: 5"), "'additional_elements' must be a list");
        refused(() -> parse("schema_version: 1", "general: 5"), "general", "a mapping");
        refused(() -> parse("schema_version: 1", "sdata_storage: {chunk_size: [1, 2]}"), "'chunk_size'");
        refused(() -> parse("schema_version: 1", "sdata_storage: {downscale: x}"), "'downscale'");
    }

    @Test
    void storageThatIsNotSquareIsTold() {
        Chain chain = parse("schema_version: 1", "sdata_storage: {chunk_size: [3, 256, 512], max_pyramid_level: 1}");
        assertEquals(new Storage(256, 0, 1, 2, null, -1), chain.storage());
        warns(chain, "sdata_storage, line 2", "[1, 256, 256]");
    }
}
