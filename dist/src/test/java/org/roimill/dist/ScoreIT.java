package org.roimill.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Grid;
import org.roimill.stores.tiff.write.TiffWriter;

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
            String name = png.getFileName().toString().replace(".png", ".tif");
            asTiff(
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

    private static void asTiff(Path png, Path tiff) throws IOException {
        BufferedImage image = ImageIO.read(png.toFile());
        Raster raster = image.getRaster();
        DType type = raster.getSampleModel().getSampleSize(0) == 16 ? DType.U16 : DType.U8;
        RasterSpec spec = RasterSpec.image(Grid.of("yx", image.getHeight(), image.getWidth()), type);
        try (Arena arena = Arena.ofConfined();
                TiffWriter writer = TiffWriter.create(tiff, spec)) {
            Block pixels = Block.zeros(type, spec.grid().region(), arena);
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    pixels.setLong(pixels.index(y, x), raster.getSample(x, y, 0));
                }
            }
            writer.page(pixels.data());
        }
    }
}
