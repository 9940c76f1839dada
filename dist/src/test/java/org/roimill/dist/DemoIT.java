package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first command of all, as in a clone and as in a distribution by itself. */
class DemoIT {
    @TempDir
    Path folder;

    @Test
    void thePipelineMakesTheSameBytesAsTheProgramByItselfAndBothGoOnWhereTheyWere() throws IOException {
        Launched piped = demo("piped");
        assertEquals(0, piped.exit(), piped.out() + piped.err());
        assertTrue(piped.err().contains("through the pipeline"), piped.err());
        Launched direct = demo("direct", "--direct");
        assertEquals(0, direct.exit(), direct.out() + direct.err());
        assertTrue(direct.err().contains("milling directly"), direct.err());

        assertTrue(direct.out().matches("(?s).*\nall +\\d+ +\\d+ +(9\\d|100)\\.\\d %.*"), direct.out());
        assertEquals(direct.out().replace("direct/", "DIR/"), piped.out().replace("piped/", "DIR/"));
        Map<String, byte[]> files = files("direct/results");
        Map<String, byte[]> others = files("piped/results");
        others.remove("outcomes.csv");
        assertEquals(files.keySet(), others.keySet());
        files.forEach((name, bytes) -> assertTrue(Arrays.equals(bytes, others.get(name)), name));
        assertTrue(files.containsKey("roi_001.zarr/labels/nuclei/zarr.json"), files.keySet()::toString);
        assertTrue(Files.size(folder.resolve("direct/demo.png")) > 50_000);
        assertEquals(-1, Files.mismatch(folder.resolve("direct/demo.png"), folder.resolve("piped/demo.png")));

        Launched again = demo("piped");
        assertEquals(0, again.exit(), again.out() + again.err());
        assertFalse(again.err().contains("Submitted process > MILL"), again.err());
        assertEquals(piped.out(), again.out());
        Launched more = demo("direct", "--direct", "--rois", "3");
        assertEquals(0, more.exit(), more.out() + more.err());
        assertTrue(more.err().contains("3 ROIs, 2 done before"), more.err());
    }

    @Test
    void otherTissueIsNotMixedIn() {
        assertEquals(0, demo("there", "--direct", "--rois", "1").exit());
        Launched refused = demo("there", "--direct", "--rois", "1", "--seed", "2");
        assertEquals(73, refused.exit(), refused.err());
        assertTrue(refused.err().contains("of another seed or size"), refused.err());
    }

    private Launched demo(String name, String... more) {
        List<String> command =
                new ArrayList<>(List.of(Launched.HOME.resolve("bin/roimill").toString(), "demo", "--size", "256"));
        command.addAll(List.of("--dir", name));
        if (!List.of(more).contains("--rois")) {
            command.addAll(List.of("--rois", "2"));
        }
        command.addAll(List.of(more));
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "NXF_HOME",
                folder.resolve("nxf").toString(),
                "ROIMILL_ROOT",
                Launched.ROOT.toString());
        return Launched.run(folder, environment, command);
    }

    private Map<String, byte[]> files(String place) throws IOException {
        Path top = folder.resolve(place);
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(top)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(top.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }
}
