package org.roimill.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The pipeline of the project, run by the Nextflow of the project, in a folder that may be thrown away. */
final class Nextflow {
    private static final String MAIN = Launched.ROOT.resolve("main.nf").toString();

    private Nextflow() {}

    static Launched pipeline(Path folder, String... arguments) {
        List<String> all = new ArrayList<>(List.of("run", MAIN));
        all.addAll(List.of(arguments));
        return nextflow(folder, all);
    }

    static Launched nextflow(Path folder, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(Launched.ROOT.resolve("tools/nextflow").toString()));
        command.addAll(arguments);
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "NXF_HOME",
                folder.resolve("nxf").toString());
        return Launched.run(folder, environment, command);
    }

    /** The rows of outcomes.csv without their head, each as id, outcome, step. */
    static List<String> outcomes(Path outdir) throws IOException {
        List<String> lines = Files.readAllLines(outdir.resolve("outcomes.csv"));
        return lines.subList(1, lines.size()).stream()
                .map(line -> line.split(",", -1))
                .map(cells -> cells[0] + " " + cells[2] + " " + cells[3])
                .map(String::strip)
                .toList();
    }
}
