package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** One chain on one ROI by the command line, the pipeline, a script and a notebook: the same files, byte by byte. */
class FourWaysIT {
    @TempDir
    static Path folder;

    private static Map<String, byte[]> byCommandLine;

    @BeforeAll
    static void millByCommandLine() throws IOException {
        demo("direct", "--direct");
        byCommandLine = elements(folder.resolve("direct/results/roi_000.zarr"));
        assertTrue(byCommandLine.containsKey("labels/nuclei/zarr.json"), byCommandLine.keySet()::toString);
        assertTrue(byCommandLine.keySet().stream().anyMatch(name -> name.startsWith("tables/ki67_in_nuclei/")));
    }

    @Test
    void thePipelineMakesTheSame() throws IOException {
        demo("piped");
        same(folder.resolve("piped/results/roi_000.zarr"));
    }

    @Test
    void aScriptMakesTheSame() throws IOException {
        ok(tool(
                "jbang",
                Launched.ROOT.resolve("notebooks/demo.java").toString(),
                folder.resolve("script").toString()));
        same(folder.resolve("script/rois/roi_000.zarr"));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "ROIMILL_NOTEBOOK", matches = "1")
    void aNotebookMakesTheSame() throws IOException {
        Path out = folder.resolve("out.ipynb");
        ok(tool("notebook", Launched.ROOT.resolve("notebooks/demo.ipynb").toString(), out.toString()));
        Matcher place = Pattern.compile("into (/[^\\\\\"]*roi_000\\.zarr)").matcher(Files.readString(out));
        assertTrue(place.find(), "the notebook does not say where its results are");
        same(Path.of(place.group(1)));
    }

    private static void same(Path store) throws IOException {
        Map<String, byte[]> others = elements(store);
        assertEquals(byCommandLine.keySet(), others.keySet());
        byCommandLine.forEach((name, bytes) -> assertArrayEquals(bytes, others.get(name), name));
    }

    /** The files of all elements; the lists of a store itself are not of an element. */
    private static Map<String, byte[]> elements(Path store) throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(store)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = store.relativize(file).toString();
                if (name.split("/").length > 2 && !name.startsWith(".")) {
                    all.put(name, Files.readAllBytes(file));
                }
            }
        }
        return all;
    }

    private static void demo(String name, String... more) {
        List<String> command = new ArrayList<>(
                List.of(Launched.HOME.resolve("bin/roimill").toString(), "demo", "--size", "512", "--rois", "1"));
        command.addAll(List.of("--dir", name));
        command.addAll(List.of(more));
        ok(Launched.run(folder, environment(), command));
    }

    private static Launched tool(String name, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Launched.ROOT.resolve("tools").resolve(name).toString()));
        command.addAll(List.of(arguments));
        return Launched.run(Launched.ROOT, environment(), command);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("NXF_HOME", folder.resolve("nxf").toString());
        environment.put("ROIMILL_ROOT", Launched.ROOT.toString());
        environment.put("ROIMILL_HOME", Launched.HOME.toString());
        return environment;
    }

    private static void ok(Launched run) {
        assertEquals(0, run.exit(), run.out() + run.err());
    }
}
