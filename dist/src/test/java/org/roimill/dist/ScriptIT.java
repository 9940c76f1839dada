package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts in one Java file, run by the JBang of the project. */
class ScriptIT {
    @TempDir
    Path folder;

    @Test
    void aScriptSeesTheClassesOfRoimillAndItsArguments() throws IOException {
        Path script = Files.writeString(folder.resolve("lengths.java"), """
                //JAVA 25+
                import org.roimill.core.memory.Bytes;

                void main(String... arguments) {
                    for (String argument : arguments) {
                        IO.println(Bytes.parse(argument));
                    }
                    System.exit(arguments.length);
                }
                """);
        Launched run = jbang(folder, script.toString(), "2K", "1 M");
        assertEquals(2, run.exit(), run.err());
        assertEquals("2048\n1048576\n", run.out());
    }

    @Test
    void theDemoFindsNucleiAndPaintsThem() throws IOException {
        Path demo = Launched.ROOT.resolve("notebooks/demo.java");
        Launched run = jbang(Launched.ROOT, demo.toString(), folder.toString());
        assertEquals(0, run.exit(), run.out() + run.err());
        assertTrue(run.out().matches("(?s)(roi_00\\d: ok, 1\\d\\d nuclei found, .*){3}"), run.out());
        assertTrue(Files.size(folder.resolve("demo.png")) > 100_000);
    }

    private static Launched jbang(Path where, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Launched.ROOT.resolve("tools/jbang").toString()));
        command.addAll(List.of(arguments));
        return Launched.run(
                where,
                Map.of("JAVA_HOME", System.getProperty("java.home"), "ROIMILL_HOME", Launched.HOME.toString()),
                command);
    }
}
