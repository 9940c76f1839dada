package org.roimill.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Files to work on, out of the tests of the TIFF reader, where their origin and licence stand. */
final class Samples {
    private static final Path TIFFS = Launched.ROOT.resolve("stores/tiff/src/test/resources/org/roimill/stores/tiff");

    private Samples() {}

    /** Two channels, 450 x 450, u8. */
    static Path cells(Path folder) throws IOException {
        return Files.copy(TIFFS.resolve("fluorescence_example.tif"), folder.resolve("cells.tif"));
    }

    /** Several pages, of which nothing says what they are. */
    static Path pages(Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(TIFFS.resolve("golden.zip").toFile())) {
            Path file = folder.resolve("pages.tif");
            Files.copy(zip.getInputStream(zip.getEntry("pages-zyx.tif")), file);
            return file;
        }
    }
}
