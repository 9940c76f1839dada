package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chains on real stores and images: where results go, and what is left of a run that was stopped. */
class MillingIT {
    @TempDir
    Path folder;

    @BeforeEach
    void makeAStoreAndAChain() throws IOException {
        Samples.cells(folder);
        succeed("convert", "cells.tif", "roi.zarr", "--channels", "a,b");
        Files.writeString(folder.resolve("chain.yaml"), """
                roimill: 1
                steps:
                  - {type: gaussian, input: cells/a, output: smooth, parameters: {sigma: 2}, keep: true}
                  - {type: components, input: smooth, output: nuclei, parameters: {threshold: 60}}
                """);
    }

    @Test
    void resultsGoWhereTheyAreAskedTo() throws IOException {
        List<String> before = files("roi.zarr");
        succeed("run", "chain.yaml", "roi.zarr", "--out", "new");
        succeed("run", "chain.yaml", "roi.zarr", "--delta", "one.zip");
        Files.createDirectories(folder.resolve("tiffs"));
        Files.copy(folder.resolve("cells.tif"), folder.resolve("tiffs/cells.tif"));
        Files.writeString(folder.resolve("sheet.csv"), "path,channels\ntiffs/cells.tif,a|b\nroi.zarr,\n");
        succeed("run", "chain.yaml", "--rois", "sheet.csv", "--delta", "deltas");
        succeed("run", "chain.yaml", "tiffs", "--channels", "a,b", "--out", "new");
        assertEquals(before, files("roi.zarr"));
        assertEquals(List.of("cells", "nuclei", "smooth"), elements("new/roi.zarr"));
        assertEquals(List.of("nuclei", "smooth"), elements("new/cells.zarr"));
        assertEquals(List.of("nuclei", "smooth"), elements("one.zip"));
        assertEquals(List.of("cells.delta.zip", "roi.delta.zip"), names("deltas"));
        for (String made : List.of("new/roi.zarr", "new/cells.zarr")) {
            succeed("verify", made, "--content");
        }
        Launched again = Launched.roimill(folder, "run", "chain.yaml", "roi.zarr", "--delta", "one.zip");
        assertEquals(73, again.exit(), again.out());

        // A later step reads what a delta brings.
        Files.writeString(folder.resolve("next.yaml"), """
                roimill: 1
                steps:
                  - {type: ring, input: nuclei, output: halo, parameters: {rad_bigger: 4, rad_smaller: 1}}
                """);
        Launched without = Launched.roimill(folder, "check", "next.yaml", "roi.zarr");
        assertTrue(without.err().contains("there is no 'nuclei'"), without.err());
        succeed("run", "next.yaml", "roi.zarr", "--with", "one.zip", "--delta", "two.zip");
        succeed("commit", "roi.zarr", "one.zip", "two.zip");
        assertEquals(List.of("cells", "halo", "nuclei", "smooth"), elements("roi.zarr"));
        for (String chain : List.of("chain.yaml", "next.yaml")) {
            assertEquals("roi: ok, all was there\n", succeed("run", chain, "roi.zarr"));
        }
    }

    @Test
    void aRunThatIsStoppedLeavesTheStoreAsItWasAndARowThatSaysSo() throws IOException, InterruptedException {
        StringBuilder chain = new StringBuilder("roimill: 1\nsteps:\n");
        chain.append("  - {type: normalize, input: cells, output: m0}\n");
        for (int i = 0; i < 8; i++) {
            chain.append("  - {type: denoise_with_median, input: m%d, output: m%d, parameters: {disk_radius: 60}}\n"
                    .formatted(i, i + 1));
        }
        Files.writeString(folder.resolve("long.yaml"), chain);
        List<String> before = files("roi.zarr");
        // Where these tests are started in the background, SIGINT is ignored and would be so by their children.
        ProcessBuilder builder = new ProcessBuilder(
                        "env",
                        "--default-signal=INT",
                        Launched.HOME.resolve("bin/roimill").toString(),
                        "run",
                        "long.yaml",
                        "roi.zarr",
                        "--report",
                        "r")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        for (int i = 0; i < 600 && process.isAlive() && Files.notExists(folder.resolve("roi.zarr/.roimill")); i++) {
            Thread.sleep(50);
        }
        Launched.run(folder, Map.of(), List.of("kill", "-INT", Long.toString(process.pid())));
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "it does not end");
        String said = Files.readString(folder.resolve("said"));
        assertEquals(130, process.exitValue(), said);
        assertTrue(said.contains("roi: interrupted"), said);
        assertEquals(before, files("roi.zarr"));
        String record = Files.readString(folder.resolve("r/run.json"));
        assertTrue(record.contains("\"outcome\" : \"interrupted\""), record);
        assertTrue(record.contains("\"exit_code\" : 130"), record);
    }

    @Test
    void aFolderThatMayNotBeWrittenToIsTroubleThatNamesIt() throws IOException {
        Launched run = Launched.roimill(folder, "run", "chain.yaml", "roi.zarr", "--out", "/proc/results");
        assertEquals(75, run.exit(), run.out() + run.err());
        assertTrue(run.out().contains("/proc/results"), run.out());
        assertFalse(run.out().contains("defect"), run.out());
    }

    private String succeed(String... arguments) {
        Launched done = Launched.roimill(folder, arguments);
        assertEquals(0, done.exit(), String.join(" ", arguments) + ": " + done.out() + done.err());
        return done.out();
    }

    private List<String> elements(String store) {
        return succeed("inspect", store)
                .lines()
                .map(line -> line.split(" +", 3))
                .filter(row -> row[0].equals("image") || row[0].equals("labels"))
                .map(row -> row[1])
                .sorted()
                .toList();
    }

    private List<String> names(String place) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(place))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Every file with its length and time. */
    private List<String> files(String place) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(place))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file + " " + file.toFile().length() + " "
                            + file.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }
}
