package org.roimill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Grid;
import org.roimill.runner.stage.MemoryRaster;

/** run, check and apply on ROIs in memory. */
class MillingTest {
    private static final String CHAIN = """
            roimill: 1
            vars: {from: 127}
            steps:
              - {type: negative, input: DAPI, output: dark, parameters: {from: "${from}"}}
            """;

    @TempDir
    Path folder;

    private Path chain;

    @BeforeEach
    void makeAChain() throws IOException {
        chain = Files.writeString(folder.resolve("chain.yaml"), CHAIN);
    }

    @Test
    void whatIsThereIsSkippedAndWhatDiffersIsReplacedOnlyWhenAsked() {
        Path core = store("core", "DAPI");
        Ran first = roimill("run", chain, core);
        assertEquals(0, first.exit(), first.err());
        assertTrue(first.out().matches("core: ok, .* s, wrote dark\n"), first.out());
        Ran again = roimill("run", chain, core);
        assertEquals("core: ok, all was there\n", again.out(), again.err());
        Ran other = roimill("run", chain, core, "--set", "from=200");
        assertEquals(73, other.exit());
        assertTrue(other.out().contains("'dark' is there already, and differs: negative.from 127 -> 200"), other.out());
        assertTrue(other.out().contains("--overwrite"), other.out());
        assertEquals(73, roimill("check", chain, core, "--set", "from=200").exit());
        assertEquals(
                0,
                roimill("check", chain, core, "--set", "from=200", "--overwrite")
                        .exit());
        assertEquals(
                0,
                roimill("run", chain, core, "--set", "from=200", "--overwrite").exit());
    }

    @Test
    void theROIsThatAreMeantAreMilled() {
        Path a = store("a", "DAPI");
        Path b = store("b", "DAPI");
        Path b2 = store("b2", "DAPI");
        assertEquals(List.of("a"), milled("run", chain, a, b, b2, "--first", "1"));
        assertEquals(List.of("b", "b2"), milled("run", chain, a, b, b2, "--only", "b*"));
        assertEquals(List.of("b"), milled("run", chain, a, b, b2, "--only", "b*,c", "--first", "1"));
        Ran none = roimill("run", chain, a, b, "--only", "x");
        assertEquals(2, none.exit());
        assertTrue(none.err().contains("--only x is none of 2 ROIs\nThere is for example a."), none.err());
        Ran twice = roimill("run", chain, a, a);
        assertEquals(2, twice.exit());
        assertTrue(twice.err().contains("two ROIs are called 'a': " + a + ", " + a), twice.err());
        assertTrue(roimill("run", chain).err().contains("no ROI is given"));
    }

    @Test
    void oneThatCannotWorkKeepsTheOthersBackOnlyWhenAsked() throws IOException {
        Path good = store("good", "DAPI");
        Path bad = store("bad", "CD45");
        Ran stop = roimill("run", chain, good, bad, "--on-invalid", "stop");
        assertEquals(2, stop.exit());
        assertTrue(stop.out().contains(" s: not begun: another ROI cannot work"), stop.out());
        Ran skip = roimill("run", chain, good, bad, "--report", folder.resolve("report"));
        assertEquals(10, skip.exit());
        assertTrue(skip.out().contains("good: ok"), skip.out());
        assertTrue(skip.out().contains(" s: step 1 'negative' (line 4): there is no 'DAPI'"), skip.out());
        assertTrue(skip.out().contains(" s: 1 done, 1 failed"), skip.out());
        JsonNode report =
                new ObjectMapper().readTree(folder.resolve("report/run.json").toFile());
        assertEquals("failed", report.get("rois").get(1).get("outcome").asText());
        assertEquals(
                "step 1 'negative' (line 4)",
                report.get("rois").get(1).get("step").asText());
        assertEquals(0, roimill("run", chain, good, bad, "--outcomes-as-data").exit());
        assertEquals(10, roimill("check", chain, good, bad).exit());
    }

    @Test
    void filesOfAChainMustBeThereAsItStatesThem() throws IOException {
        Path core = store("core", "DAPI");
        Path model = folder.resolve("model.onnx");
        Files.writeString(
                chain,
                CHAIN + "files:\n  net: {path: model.onnx, kind: model, digest: \"sha256:" + "0".repeat(64)
                        + "\"}\n  far: https://example.org/x.onnx\n");
        for (String command : List.of("run", "check")) {
            Ran missing = roimill(command, chain, core);
            assertEquals(2, missing.exit());
            assertTrue(missing.err().contains("chain, files, net: model.onnx is not there"), missing.err());
        }
        assertEquals(2, roimill("check", chain, "--files").exit());
        Files.writeString(model, "weights");
        Ran other = roimill("run", chain, core);
        assertEquals(65, other.exit());
        assertTrue(other.err().contains("is not the file that the chain states: it has sha256:"), other.err());
        Ran listed = roimill("check", chain, "--files");
        assertEquals(65, listed.exit());
        String digest = listed.out().replaceAll("(?s).*it is (sha256:[0-9a-f]{64}).*", "$1");
        Files.writeString(chain, Files.readString(chain).replaceAll("sha256:0{64}", digest));
        assertEquals(0, roimill("check", chain, core).exit());
        Ran good = roimill("check", chain, "--files");
        assertTrue(good.out().contains("net  model.onnx  " + digest + "  ok"), good.out());
        assertTrue(good.out().contains("far  https://example.org/x.onnx  -  address"), good.out());
        assertEquals(0, good.exit());
    }

    @Test
    void oneProcessorIsAppliedToTheOnlyElementThatItCanRead() {
        Path core = store("core", "DAPI");
        assertEquals(0, roimill("apply", "negative", core, "-p", "from=100").exit());
        assertTrue(FakeStores.STORES.get(core).elements.containsKey("DAPI_negative"));
        Ran again = roimill("apply", "negative", core, "-p", "from=100");
        assertEquals("core: ok, all was there\n", again.out(), again.err());
        Path two = store("two", "DAPI", "CD45");
        assertSays("it has no input 'picture'", "apply", "negative", two, "--input", "picture=DAPI");
        Ran which = roimill("apply", "negative", two);
        assertEquals(2, which.exit());
        assertEquals(
                "roimill: negative could read several elements of two: DAPI, CD45\nSay which: --input DAPI.\n",
                which.err());
        assertEquals(
                0,
                roimill("apply", "negative", two, "--input", "*,!DAPI", "--output", "not_${input}")
                        .exit());
        assertEquals(
                0, roimill("apply", "negative", two, "--input", "image=DAPI").exit());
        assertEquals(
                0, roimill("apply", "negative", two, "--input", "DAPI,CD45").exit());
        assertEquals(
                List.of("DAPI", "CD45", "not_CD45", "DAPI_negative", "CD45_negative"),
                List.copyOf(FakeStores.STORES.get(two).elements.keySet()));
    }

    @Test
    void eachImageOfAFolderIsAROIAndWhatIsNoneIsLeftOut() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        FakeImages.file(images, "a.tif", "image yx u8 20 30");
        FakeImages.file(images, "b.tif", "image yx u8 20 30");
        Files.writeString(images.resolve("notes.txt"), "Buy milk.");
        assertEquals(List.of("a", "b"), milled("apply", "negative", images));
        assertTrue(
                FakeStores.STORES.get(images.resolve("a.roimill.zarr")).elements.containsKey("a_negative"));
        Ran again = roimill("apply", "negative", images);
        assertTrue(again.out().contains("2 were there already"), again.out());
        assertEquals(List.of("b"), milled("apply", "negative", images + "/b*", "-p", "from=7", "--overwrite"));
    }

    @Test
    void mistakesInAnApplicationAreExplained() throws IOException {
        Path core = store("core", "DAPI");
        assertSays("Did you mean negative?", "apply", "negativ", core);
        assertSays("Did you mean from?", "apply", "negative", core, "-p", "form=1");
        assertSays("-p from sets nothing", "apply", "negative", core, "-p", "from");
        assertSays("-p gives 'from' twice", "apply", "negative", core, "-p", "from=1", "-p", "from=2");
        assertSays("at least 1 and at most 255", "apply", "negative", core, "-p", "from=0");
        assertSays("empty has no image, which negative reads", "apply", "negative", store("empty"));
        assertSays("there is no 'DAPY'", "apply", "negative", core, "--input", "DAPY");
        Path broken = FakeImages.file(folder, "silent.img", "image ? u8 9 9");
        Ran ran = roimill("apply", "negative", core, broken);
        assertEquals(10, ran.exit());
        assertTrue(ran.out().contains("silent.img does not say its axes"), ran.out());
    }

    private void assertSays(String words, Object... arguments) {
        Ran ran = roimill(arguments);
        assertEquals(2, ran.exit(), ran.out());
        assertTrue((ran.out() + ran.err()).contains(words), ran.out() + ran.err());
    }

    private Path store(String name, String... images) {
        FakeRoi roi = new FakeRoi(name);
        for (String image : images) {
            RasterSpec spec = RasterSpec.image(Grid.of("yx", 20, 30), DType.U8);
            roi.raster(image, Map.of(), MemoryRaster.zeros(spec, Arena.ofAuto()));
        }
        Path path = folder.resolve(name + ".zarr");
        FakeStores.put(path, roi);
        return path;
    }

    /** The ids of the ROIs that were milled, none of which failed. */
    private List<String> milled(Object... arguments) {
        Ran ran = roimill(arguments);
        assertEquals(0, ran.exit(), ran.out() + ran.err());
        assertFalse(ran.out().contains("failed,"), ran.out());
        return ran.out()
                .lines()
                .filter(line -> line.contains(": ok"))
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
    }

    /** With the record of the run beside the ROIs, where the command makes one. */
    private Ran roimill(Object... arguments) {
        List<Object> all = new ArrayList<>(Arrays.asList(arguments));
        if (!all.contains("check") && !all.contains("--report")) {
            all.add("--report=" + folder.resolve("report"));
        }
        return Ran.roimill(all.toArray());
    }
}
