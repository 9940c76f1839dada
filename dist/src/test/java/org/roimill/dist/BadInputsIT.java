package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What roimill answers to bad input. The page docs/errors.md shows exactly that; after a change on purpose it is
 * written anew by {@code -Droimill.docs=write}.
 */
class BadInputsIT {
    private static final Path PAGE = Launched.ROOT.resolve("docs/errors.md");

    private record Case(int exit, String command) {}

    /** What this says on a machine that has one is not for this page. */
    private static final String WANTS_A_GPU = "apply cellpose plane.tif --out found --device cuda";

    private static final List<Case> CASES = List.of(
            new Case(2, "inspet cells.tif"),
            new Case(2, "inspect cells.tif --axis cyx"),
            new Case(2, "inspect gone.tif"),
            new Case(65, "inspect notes.txt"),
            new Case(65, "inspect cut.tif"),
            new Case(2, "inspect pages.tif"),
            new Case(2, "inspect cells.tif nuclei"),
            new Case(2, "inspect cells.tif --axes cyq"),
            new Case(2, "inspect cells.tif --channels DAPI"),
            new Case(73, "inspect cells.tif --png there.png"),
            new Case(73, "convert cells.tif there.zarr"),
            new Case(73, "convert cells.tif there.zarr --overwrite"),
            new Case(2, "convert cells.tif new.zarr --pixel-size 0.325"),
            new Case(2, "convert cells.tif new.zarr --zarr 4"),
            new Case(2, "convert cells.tif new.zarr --memory 10M"),
            new Case(2, "convert cells.tif new.zarr --memory lots"),
            new Case(2, "convert cells.tif new.zarr --split-channels --join-channels"),
            new Case(2, "verify cells.tif"),
            new Case(2, "commit cells.tif"),
            new Case(2, "commit cells.tif gone.delta.zip"),
            new Case(2, "processors rong"),
            new Case(2, "processors --plugins nowhere"),
            new Case(65, "processors --plugins broken"),
            new Case(65, "verify chunk-cut.zarr"),
            new Case(65, "inspect chunk-cut.zarr cells --png look.png"),
            new Case(65, "verify --content byte-changed.zarr"),
            new Case(65, "verify chunk-gone.zarr"),
            new Case(65, "inspect chunk-gone.zarr cells --png look.png"),
            new Case(65, "verify petabyte.zarr"),
            new Case(65, "verify --content vast.zarr"),
            new Case(2, "inspect vast.zarr cells --png look.png"),
            new Case(65, "verify negative-chunk.zarr"),
            new Case(65, "verify unknown-codec.zarr"),
            new Case(65, "verify metadata-cut.zarr"),
            new Case(65, "verify link.zarr"),
            new Case(2, "inspect whole.zarr ../../etc"),
            new Case(65, "inspect climbs.zarr.zip"),
            new Case(65, "inspect loop.tif"),
            new Case(2, "check words.yaml roi.zarr"),
            new Case(2, "check list.yaml roi.zarr"),
            new Case(2, "check other.yaml roi.zarr"),
            new Case(2, "check newer.yaml roi.zarr"),
            new Case(2, "check nosteps.yaml roi.zarr"),
            new Case(2, "check tab.yaml roi.zarr"),
            new Case(2, "check tag.yaml roi.zarr"),
            new Case(2, "check bomb.yaml roi.zarr"),
            new Case(2, "check twice.yaml roi.zarr"),
            new Case(2, "check key.yaml roi.zarr"),
            new Case(2, "check gone.chain.yaml roi.zarr"),
            new Case(2, "check processor.yaml roi.zarr"),
            new Case(2, "check parameter.yaml roi.zarr"),
            new Case(2, "check type.yaml roi.zarr"),
            new Case(2, "check range.yaml roi.zarr"),
            new Case(2, "check quotes.yaml roi.zarr"),
            new Case(2, "check missing.yaml roi.zarr"),
            new Case(2, "check later.yaml roi.zarr"),
            new Case(2, "check labels.yaml roi.zarr"),
            new Case(2, "check source.yaml roi.zarr"),
            new Case(2, "check again.yaml roi.zarr"),
            new Case(2, "check channel.yaml two.zarr"),
            new Case(2, "check nochannel.yaml roi.zarr"),
            new Case(2, "check wild.yaml roi.zarr"),
            new Case(2, "check keepsnone.yaml roi.zarr"),
            new Case(2, "check ports.yaml roi.zarr"),
            new Case(2, "check placeholder.yaml roi.zarr"),
            new Case(2, "check several.yaml roi.zarr"),
            new Case(2, "check sigma.yaml roi.zarr --set sigme=2"),
            new Case(2, "check good.yaml"),
            new Case(2, "check good.yaml roi.zarr --only core*"),
            new Case(2, "check good.yaml roi.zarr copy/roi.zarr"),
            new Case(2, "run gone.yaml roi.zarr"),
            new Case(65, "run digest.yaml roi.zarr"),
            new Case(2, "run good.yaml roi.zarr --out a --delta b"),
            new Case(75, "run good.yaml roi.zarr --report notes.txt/report"),
            new Case(2, "apply normalise roi.zarr"),
            new Case(2, "apply ring roi.zarr"),
            new Case(2, "apply gaussian two.zarr"),
            new Case(2, "apply mean_of_images roi.zarr --input *"),
            new Case(2, "apply normalize roi.zarr -p high"),
            new Case(2, "apply components cells.tif --save masks-tif"),
            new Case(2, "apply cellpose two.zarr --input cells -p diameter=0 -p channels=1"),
            new Case(2, "apply cellpose two.zarr --input cells -p channels=[1,3]"),
            new Case(2, "apply cellpose two.zarr --input cells -p channels=[0,1]"),
            new Case(2, "apply cellpose two.zarr --input cells -p channels=[1,CD45]"),
            new Case(2, "apply cellpose two.zarr --input cells -p channels=1 -p z_axis=0"),
            new Case(2, "apply cellpose two.zarr --input cells -p normalize=false -p tile_norm=100"),
            new Case(2, "apply cellpose two.zarr --input cells -p resample=true -p no_resample=true"),
            new Case(2, "apply cellpose_diameter two.zarr --input cells -p channels=1"),
            new Case(2, "import plexpipe good.yaml"),
            new Case(73, "import plexpipe legacy.yaml -o good.yaml"),
            new Case(2, "import cellprofiler pipeline.cppipe"),
            new Case(2, "models show mnie"),
            new Case(2, "models show model"),
            new Case(2, "models show gone/model"),
            new Case(65, "models add model-changed"),
            new Case(65, "models add model-notes"),
            new Case(65, "models add model-inputs"),
            new Case(65, "models add model-outputs"),
            new Case(65, "models add model-test"),
            new Case(65, "models add model-key"),
            new Case(65, "models add model-climbs.zip"),
            new Case(65, "models add notes.txt"),
            new Case(2, "models add https://example.org/model.zip"),
            new Case(2, "models add model --digest abc"),
            new Case(73, "models add model --name mine"),
            new Case(2, "models remove mnie"),
            new Case(65, "models add model-outside"),
            new Case(65, "models add model-climbs"),
            // What became of ROIs is data, on standard output.
            new Case(10, "run good.yaml roi.zarr chunk-cut.zarr notes.txt --out out"),
            new Case(73, "run sigma.yaml made.zarr --set sigma=2"),
            new Case(75, "run sigma.yaml roi.zarr --out notes.txt/out"),
            new Case(137, "run blob.yaml big.zarr --memory 300M"),
            new Case(2, "apply cellpose plane.tif --out found -p diameter=0"),
            new Case(2, "apply cellpose plane.tif --out found -p diameter=-3"),
            new Case(2, "apply cellpose plane.tif --out found -p diameter=NaN"),
            new Case(2, "apply cellpose plane.tif --out found -p diameter=5um"),
            new Case(2, "apply cellpose plane.tif --out found -p diameter=1e-9 -p model=./model"),
            new Case(65, "apply cellpose hole.tif --out found"),
            new Case(2, "apply cellpose stack.tif --out found"),
            new Case(2, "apply cellpose plane.tif --out found -p do3d=true"),
            new Case(2, "apply cellpose plane.tif --out found -p stitch_threshold=0.25"),
            new Case(2, "apply cellpose two.tif --out found"),
            new Case(2, "apply cellpose two.tif --out found -p channels=DAPI"),
            new Case(2, "apply cellpose plane.tif --out found -p model=./model-onnx"),
            new Case(2, "apply onnx plane.tif --out found -p model=nuclei-small"),
            new Case(2, "apply instanseg plane.tif --out found -p model=nuclei-small"),
            new Case(65, "apply cellpose plane.tif --out found -p model=./model-notes"),
            new Case(65, "apply cellpose plane.tif --out found -p model=./model-changed"),
            new Case(65, "apply cellpose plane.tif --out found -p model=./model-outside"),
            new Case(65, "apply cellpose plane.tif --out found -p model=./model-test"),
            new Case(65, "apply cellpose plane.tif --out found -p model=model-climbs.zip"),
            new Case(2, WANTS_A_GPU),
            new Case(65, "inspect bits.png"),
            new Case(2, "inspect plane.png --axes zyx"),
            new Case(65, "convert cut.png new.zarr"),
            new Case(65, "inspect print.jpg"),
            new Case(137, "convert vast.png new.zarr --memory 512M"),
            // Little to do is no fault.
            new Case(0, "apply cellpose small.tif --out found"),
            new Case(0, "apply cellpose black.tif --out found"),
            new Case(0, "apply cellpose cells.tif --out found --channels a,b -p channels=a -p cellprob_threshold=99"));

    @TempDir
    Path folder;

    @Test
    void everyBadInputHasItsMessageAndItsExitCode() throws IOException {
        makeBadInputs();
        StringBuilder page = new StringBuilder("""
                # What roimill answers to bad input

                The first line names the thing and what is wrong with it, the second the way out. A test runs all of these and
                keeps this page true. Exit codes: 2 usage, 10 some ROI failed, 65 bad data, 70 a defect, 73 exists already,
                75 passing trouble, 130 interrupted, 137 out of memory.
                """);
        for (Case bad : CASES) {
            if (bad.command().equals(WANTS_A_GPU) && Files.exists(Path.of("/dev/nvidiactl"))) {
                page.append(ofPage(WANTS_A_GPU));
                continue;
            }
            Launched answer = Launched.roimill(folder, bad.command().split(" ", -1));
            String said = answer.err().strip().replace(folder.toRealPath() + "/", "");
            assertEquals(bad.exit(), answer.exit(), bad.command() + ": " + said);
            if (isToldAsData(bad, answer)) {
                String progress = bad.command().startsWith("verify ") ? said : "";
                said = (answer.out() + progress)
                        .strip()
                        .replace(folder.toRealPath() + "/", "")
                        .replaceAll("\\d+\\.\\d s", "0.1 s");
            } else {
                assertEquals("", answer.out(), bad.command());
                long problems = bad.command().contains("several") ? 3 : 1;
                assertEquals(2 * problems, said.lines().count(), bad.command() + ": " + said);
            }
            page.append("\n```\n$ roimill ").append(bad.command()).append('\n');
            page.append(said).append("\nexit ").append(answer.exit()).append("\n```\n");
        }
        if (System.getProperty("roimill.docs", "").equals("write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page.toString(), Files.readString(PAGE));
        assertTrue(Files.notExists(folder.resolve("new.zarr")));
        try (Stream<Path> found = Files.list(folder.resolve("found"))) {
            assertEquals(
                    List.of("black.zarr", "cells.zarr", "small.zarr"),
                    found.map(f -> f.getFileName().toString()).sorted().toList());
        }
        Launched empty = Launched.roimill(folder, "inspect", "found/cells.zarr");
        assertTrue(empty.out().contains("cells_cellpose"), empty.out());
    }

    /** What the page says of a command, with the fences around it. */
    private static String ofPage(String command) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("\n```\n$ roimill " + command + "\n");
        return page.substring(from, page.indexOf("\n```\n", from + 5) + 5);
    }

    /** What became of each element or ROI stands on standard output. */
    private static boolean isToldAsData(Case bad, Launched answer) {
        return (bad.command().startsWith("verify ") && answer.exit() == 65)
                || (bad.command().matches("(run|apply) .*") && !answer.out().isEmpty());
    }

    private void makeBadInputs() throws IOException {
        byte[] cells = Files.readAllBytes(Samples.cells(folder));
        Files.write(folder.resolve("cut.tif"), Arrays.copyOf(cells, cells.length / 2));
        Samples.pages(folder);
        Files.writeString(folder.resolve("notes.txt"), "Buy milk.\n");
        Files.createDirectories(folder.resolve("there.zarr"));
        Files.createFile(folder.resolve("there.png"));
        Files.createDirectories(folder.resolve("broken"));
        Files.writeString(folder.resolve("broken/plugin.jar"), "no jar");
        Damaged.stores(folder);
        Damaged.climbingZip(folder.resolve("climbs.zarr.zip"));
        Files.write(folder.resolve("loop.tif"), Damaged.loopingTiff());
        Damaged.sparse(folder.resolve("big.zarr"), 40_000);
        BadChains.write(folder);
        BadModels.write(folder);
        BadImages.write(folder);
        for (String store : List.of("roi.zarr", "copy/roi.zarr", "made.zarr")) {
            Damaged.whole(folder, store);
        }
        Files.writeString(
                folder.resolve("legacy.yaml"), "additional_elements: [{type: ring, input: nuclei, output: ring}]\n");
        for (String command : List.of(
                "run sigma.yaml made.zarr",
                "convert cells.tif two.zarr --channels DAPI,CD45",
                "apply normalize two.zarr",
                "models add model --name mine")) {
            Launched made = Launched.roimill(folder, command.split(" ", -1));
            assertEquals(0, made.exit(), made.out() + made.err());
        }
    }
}
