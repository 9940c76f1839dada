package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model that is built in, on images that it has not seen, beside what people drew. */
class ScoreIT {
    private static final Path IMAGES = Launched.ROOT.resolve("models/nuclei-small/testdata");

    @TempDir
    Path folder;

    @Test
    void builtInNucleiAreFound() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        Files.createDirectories(folder.resolve("truth"));
        List<Path> pngs;
        try (var files = Files.list(IMAGES)) {
            pngs = files.filter(f -> f.toString().endsWith(".png")).toList();
        }
        assertEquals(12, pngs.size());
        for (Path png : pngs) {
            String name = png.getFileName().toString();
            Files.copy(
                    png,
                    folder.resolve(name.contains("_labels") ? "truth" : "images")
                            .resolve(name));
        }
        Launched made = Launched.roimill(
                folder,
                "apply",
                "cellpose",
                "images",
                "--out",
                "masks",
                "-p",
                "model=nuclei-small",
                "--no_npy",
                "--save_tif");
        assertEquals(0, made.exit(), made.out() + made.err());
        Launched scored = Launched.roimill(folder, "score", "truth", "masks", "--iou", "0.5,0.75");
        assertEquals(0, scored.exit(), scored.err());
        List<String> lines = scored.out().lines().toList();
        assertEquals(8, lines.size(), scored.out());
        double mean = Double.parseDouble(lines.getLast().split(" +")[1]);
        assertTrue(mean >= 0.75, scored.out());
    }
}
