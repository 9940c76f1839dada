package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What roimill answers to bad input. The page docs/errors.md shows exactly that; after a change on purpose it is
 * written anew by {@code -Droimill.docs=write}.
 */
class BadInputsIT {
    private static final Path PAGE = Launched.ROOT.resolve("docs/errors.md");

    private record Case(int exit, String command) {}

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
            new Case(65, "inspect loop.tif"));

    @TempDir
    Path folder;

    @Test
    void everyBadInputHasItsMessageAndItsExitCode() throws IOException {
        makeBadInputs();
        StringBuilder page = new StringBuilder("""
                # What roimill answers to bad input

                The first line names the thing and what is wrong with it, the second the way out. A test runs all of these and
                keeps this page true. Exit codes: 2 usage, 65 bad data, 70 a defect, 73 exists already, 75 passing trouble,
                130 interrupted, 137 out of memory.
                """);
        for (Case bad : CASES) {
            Launched answer = Launched.roimill(folder, bad.command().split(" ", -1));
            String said = answer.err().strip().replace(folder.toRealPath() + "/", "");
            assertEquals(bad.exit(), answer.exit(), bad.command() + ": " + said);
            if (bad.command().startsWith("verify ") && answer.exit() == 65) {
                said = (answer.out() + said).strip().replace(folder.toRealPath() + "/", "");
            } else {
                assertEquals("", answer.out(), bad.command());
                assertEquals(2, said.lines().count(), bad.command() + ": " + said);
            }
            page.append("\n```\n$ roimill ").append(bad.command()).append('\n');
            page.append(said).append("\nexit ").append(answer.exit()).append("\n```\n");
        }
        if (System.getProperty("roimill.docs", "").equals("write")) {
            Files.writeString(PAGE, page);
        }
        assertEquals(page.toString(), Files.readString(PAGE));
        assertTrue(Files.notExists(folder.resolve("new.zarr")));
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
    }
}
