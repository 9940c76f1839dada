package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the guide to segmenting, on real nuclei and a small stack. */
class SegmentingIT {
    private static final Path NUCLEI = Launched.ROOT.resolve("models/nuclei-small/testdata");

    @TempDir
    Path folder;

    @Test
    void theGuideIsTrue() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Path truth = Files.createDirectories(folder.resolve("truth"));
        for (String name : List.of("1740b0a67ca3", "ba3997edd3fc")) {
            Files.copy(NUCLEI.resolve(name + "_image.png"), folder.resolve("images/" + name + ".png"));
            Files.copy(NUCLEI.resolve(name + "_labels.png"), truth.resolve(name + ".png"));
        }
        Path tiffs = Launched.ROOT.resolve("stores/tiff/src/test/resources/org/roimill/stores/tiff/golden.zip");
        try (ZipFile zip = new ZipFile(tiffs.toFile())) {
            Files.copy(zip.getInputStream(zip.getEntry("imagej-zyx-u2.tif")), folder.resolve("stack.tif"));
        }
        String guide = Files.readString(Launched.ROOT.resolve("docs/segmenting.md"));
        List<String> commands = Pattern.compile("(?m)^roimill (.*)$")
                .matcher(guide)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertEquals(6, commands.size());
        for (String command : commands) {
            Launched run = Launched.roimill(folder, command.split(" "));
            assertEquals(0, run.exit(), command + "\n" + run.out() + run.err());
        }
        for (String made : List.of("masks", "larger", "flooded")) {
            try (Stream<Path> files = Files.list(folder.resolve(made))) {
                assertTrue(files.anyMatch(file -> file.toString().endsWith("ba3997edd3fc_cp_masks.tif")), made);
            }
        }
        Launched score = Launched.roimill(folder, "score", "truth", "masks", "--json");
        assertEquals(0, score.exit(), score.err());
        double ap = Double.parseDouble(score.out().replaceFirst("(?s).*\"mean_ap\" : \\[ ([0-9.]+).*", "$1"));
        assertTrue(ap > 0.7, score.out());
    }
}
