package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The assembled distribution, used as a user would. */
class DistributionIT {
    @TempDir
    Path folder;

    @Test
    void helpComesWithoutAWarningOfJava() {
        Launched help = Launched.roimill(folder, "--help");
        assertEquals(0, help.exit(), help.err());
        assertEquals("", help.err());
        assertTrue(help.out().contains("convert"), help.out());
        assertTrue(Launched.roimill(folder, "--version").out().startsWith("roimill 0."));
    }

    @Test
    void processorsOfAllFamiliesAreThere() {
        Launched list = Launched.roimill(folder, "processors");
        assertEquals(0, list.exit(), list.err());
        for (String family : List.of("filters", "segmenters", "masks", "croppers", "measures")) {
            assertTrue(list.out().lines().anyMatch(family::equals), family + " is not in " + list.out());
        }
    }

    @Test
    void tiffsAreInspectedWithoutConversion() throws IOException {
        Samples.cells(folder);
        Launched table = Launched.roimill(folder, "inspect", "cells.tif");
        assertEquals(0, table.exit(), table.err());
        assertEquals("", table.err());
        assertTrue(table.out().contains("c=2 y=450 x=450"), table.out());
        Launched png = Launched.roimill(folder, "inspect", "cells.tif", "--png", "cells.png");
        assertEquals(0, png.exit(), png.err());
        assertTrue(Files.size(folder.resolve("cells.png")) > 10_000);
    }

    @Test
    void aPluginBuiltOutsideTheProjectIsListedAndDescribed() throws IOException {
        Path example = Launched.ROOT.resolve("examples/plugin");
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        succeed(
                bin.resolve("javac").toString(),
                "-cp",
                Launched.HOME.resolve("lib") + "/*",
                "-d",
                classes.toString(),
                example.resolve("src/org/example/invert/Invert.java").toString());
        succeed(
                bin.resolve("jar").toString(),
                "--create",
                "--file",
                plugins.resolve("invert.jar").toString(),
                "-C",
                classes.toString(),
                ".",
                "-C",
                example.toString(),
                "META-INF");
        Launched list = Launched.roimill(folder, "processors", "--plugins", "plugins");
        assertEquals(0, list.exit(), list.err());
        assertTrue(list.out().contains("invert"), list.out());
        assertTrue(list.out().contains("gradient"), list.out());
        Launched one = Launched.run(
                folder,
                Map.of("ROIMILL_PLUGINS", plugins.toString(), "JAVA_HOME", System.getProperty("java.home")),
                List.of(Launched.HOME.resolve("bin/roimill").toString(), "processors", "invert"));
        assertEquals(0, one.exit(), one.err());
        assertTrue(one.out().contains("invert.jar"), one.out());
        assertTrue(one.out().contains("- type: invert"), one.out());
    }

    @Test
    void theLauncherOfACloneRunsWhatIsBuilt() {
        Launched version = Launched.run(
                folder,
                Map.of("ROIMILL_NO_BUILD", "1"),
                List.of(Launched.ROOT.resolve("roimill").toString(), "--version"));
        assertEquals(0, version.exit(), version.err());
        assertTrue(version.out().startsWith("roimill "), version.out());
    }

    @Test
    void aJavaThatIsTooOldIsPassedOver() throws IOException {
        Path old = Files.createDirectories(folder.resolve("old/bin")).getParent();
        Files.createFile(old.resolve("bin/javac")).toFile().setExecutable(true);
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        Launched found = Launched.run(
                folder,
                Map.of("JAVA_HOME", old.toString(), "PATH", System.getProperty("java.home") + "/bin:/usr/bin:/bin"),
                List.of(Launched.ROOT.resolve("tools/find-jdk").toString()));
        assertEquals(0, found.exit(), found.err());
        assertEquals(
                Path.of(System.getProperty("java.home")).toRealPath(),
                Path.of(found.out().strip()).toRealPath());
    }

    private void succeed(String... command) {
        Launched launched = Launched.run(folder, Map.of(), List.of(command));
        assertEquals(0, launched.exit(), launched.out() + launched.err());
    }
}
