package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that README and CONTRIBUTING give, and the chains of the guide, are run as they stand there. */
class DocumentedCommandsIT {
    @TempDir
    Path folder;

    @BeforeEach
    void examples() throws IOException {
        Path examples = Launched.ROOT.resolve("examples");
        try (Stream<Path> files = Files.walk(examples)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve("examples").resolve(examples.relativize(file)));
            }
        }
    }

    @Test
    void theFirstStepsOfTheReadme() throws IOException {
        List<String> commands = commands("README.md", "./roimill ");
        assertTrue(commands.size() >= 3, commands.toString());
        for (String command : commands) {
            run(command.replace(
                    "./roimill", Launched.HOME.resolve("bin/roimill").toString()));
        }
        assertTrue(Files.size(folder.resolve("look.png")) > 10_000);
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

    @Test
    void theChainsOfTheGuide() throws IOException {
        Samples.cells(folder);
        String roimill = Launched.HOME.resolve("bin/roimill").toString();
        run(roimill + " convert cells.tif roi.zarr --channels DAPI,CD45 --split-channels --levels 2");
        List<String> chains = blocks("docs/chain.md", "roimill: 1\n");
        assertTrue(chains.size() >= 6, chains.toString());
        for (int i = 0; i < chains.size(); i++) {
            Files.writeString(folder.resolve("chain.yaml"), chains.get(i));
            run(roimill + " run chain.yaml roi.zarr --out made" + i);
            run(roimill + " verify made" + i + "/roi.zarr");
        }
    }

    /** What stands in blocks of YAML on a page and begins so. */
    private static List<String> blocks(String page, String beginning) throws IOException {
        return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Launched.ROOT.resolve(page)))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.startsWith(beginning))
                .toList();
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
