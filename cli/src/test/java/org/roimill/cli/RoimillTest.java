package org.roimill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.cli.console.Failures;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;

class RoimillTest {
    @Test
    void helpListsAllCommandsAndExitCodes() {
        Ran ran = Ran.roimill("--help");
        assertEquals(0, ran.exit());
        assertEquals("", ran.err());
        for (String word : List.of(
                "convert",
                "inspect",
                "score",
                "verify",
                "commit",
                "processors",
                "completion",
                "run",
                "check",
                "apply",
                "import",
                "137")) {
            assertTrue(ran.out().contains(word), word);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "check",
                "apply",
                "import",
                "convert",
                "inspect",
                "score",
                "verify",
                "commit",
                "processors",
                "completion"
            })
    void helpOfEachCommandTeachesByExample(String command) {
        Ran ran = Ran.roimill(command, "--help");
        assertEquals(0, ran.exit());
        assertTrue(ran.out().contains("Example"), ran.out());
        assertTrue(ran.out().contains("roimill " + command), ran.out());
        assertEquals(ran, Ran.roimill("help", command));
    }

    @Test
    void versionNamesJavaToo() {
        Ran ran = Ran.roimill("--version");
        assertEquals(0, ran.exit());
        assertTrue(ran.out().matches("(?s)roimill \\S.*, Java 25.*"), ran.out());
    }

    @Test
    void unknownCommandsGetASuggestion() {
        Ran ran = Ran.roimill("inspet", "x");
        assertEquals(2, ran.exit());
        assertEquals(2, ran.err().lines().count(), ran.err());
        assertTrue(ran.err().contains("Did you mean inspect?"), ran.err());
    }

    @Test
    void unknownOptionsGetASuggestion() {
        Ran ran = Ran.roimill("verify", "roi.zarr", "--contnt");
        assertEquals(2, ran.exit());
        assertTrue(ran.err().contains("Did you mean --content?"), ran.err());
        assertTrue(ran.err().contains("'roimill verify --help'"), ran.err());
    }

    @Test
    void noCommandIsAMistake() {
        Ran ran = Ran.roimill();
        assertEquals(2, ran.exit());
        assertTrue(ran.err().contains("roimill --help"), ran.err());
    }

    @Test
    void completionScriptKnowsCommandsAndOptions() {
        Ran ran = Ran.roimill("completion");
        assertEquals(0, ran.exit());
        assertTrue(ran.out().startsWith("#!/usr/bin/env bash"));
        assertTrue(ran.out().contains("--split-channels"));
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void everyFailureHasItsExitCodeAndTwoLines(Failure failure) {
        Ran ran = report(new RoimillException(failure, "what is wrong", "the way out"), false);
        assertEquals(failure.exitCode(), ran.exit());
        assertEquals(
                List.of("roimill: what is wrong", "the way out"),
                ran.err().lines().toList());
    }

    @Test
    void stackTracesAreShownOnlyWhenAskedFor() {
        Exception defect = new IllegalStateException("never");
        Ran plain = report(defect, false);
        assertEquals(70, plain.exit());
        assertEquals(2, plain.err().lines().count());
        assertTrue(plain.err().contains("--debug"), plain.err());
        assertFalse(plain.err().contains("at org.roimill"), plain.err());
        assertTrue(report(defect, true).err().contains("at org.roimill"));
    }

    @Test
    void diskAndMemoryTroubleHaveTheirOwnCodes() {
        IOException full = new FileSystemException("/data/roi.zarr", null, "No space left on device");
        Ran disk = report(new UncheckedIOException(full), false);
        assertEquals(75, disk.exit());
        assertTrue(disk.err().contains("/data/roi.zarr: No space left on device"), disk.err());
        assertEquals(137, report(new OutOfMemoryError("Java heap space"), false).exit());
    }

    private static Ran report(Throwable thrown, boolean debug) {
        StringWriter err = new StringWriter();
        return new Ran(Failures.report(thrown, new PrintWriter(err), debug), "", err.toString());
    }
}
