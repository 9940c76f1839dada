package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that README and CONTRIBUTING give are run as they stand there, the demo on less tissue. */
class DocumentedCommandsIT {
    @TempDir
    Path folder;

    @BeforeEach
    void examples() throws IOException {
        for (String name : List.of("examples", "configs")) {
            Path given = Launched.ROOT.resolve(name);
            try (Stream<Path> files = Files.walk(given)) {
                for (Path file : files.toList()) {
                    Files.copy(file, folder.resolve(name).resolve(given.relativize(file)));
                }
            }
        }
    }

    @Test
    void theFirstStepsOfTheReadme() throws IOException {
        List<String> commands = commands("README.md", "./roimill ");
        assertEquals("./roimill demo", commands.getFirst());
        assertTrue(commands.size() >= 6, commands.toString());
        for (String command : commands) {
            String small = command.equals("./roimill demo") ? command + " --rois 2 --size 256" : command;
            run(small.replace("./roimill", Launched.HOME.resolve("bin/roimill").toString()));
        }
        assertTrue(Files.size(folder.resolve("look.png")) > 10_000);
        assertTrue(Files.size(folder.resolve("roimill-demo/demo.png")) > 50_000);
        assertTrue(Files.isDirectory(folder.resolve("milled/roi_001.zarr")));
    }

    @Test
    void theProcessorOfTheContributingGuide() throws IOException {
        String home = System.getProperty("java.home");
        Files.createDirectories(folder.resolve("plugins"));
        run(commands("CONTRIBUTING.md", "javac ")
                .getFirst()
                .replace("javac", home + "/bin/javac")
                .replace("LIB/", Launched.HOME.resolve("lib") + "/"));
        run(commands("CONTRIBUTING.md", "jar ").getFirst().replaceFirst("jar", home + "/bin/jar"));
        String said = run(commands("CONTRIBUTING.md", "roimill ")
                .getFirst()
                .replaceFirst("roimill", Launched.HOME.resolve("bin/roimill").toString()));
        assertTrue(said.contains("ceiling") && said.contains("Bright becomes dark"), said);
    }

    /** The lines of a page that begin with a command, in their order. */
    private static List<String> commands(String page, String beginning) throws IOException {
        return Files.readAllLines(Launched.ROOT.resolve(page)).stream()
                .map(String::strip)
                .filter(line -> line.startsWith(beginning))
                .toList();
    }

    private String run(String command) {
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
        Launched done = Launched.run(folder, environment, List.of("bash", "-c", command));
        assertEquals(0, done.exit(), command + ": " + done.err());
        return done.out();
    }
}
