package org.roimill.api.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Formats;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.RasterWriter;
import org.roimill.core.format.Roi;
import org.roimill.core.format.Storage;
import org.roimill.core.format.StoreFormat.CreateOptions;
import org.roimill.core.format.Transaction;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Grid;

class FoundTest {
    private static final String TRUTH = """
            1111..
            1111..
            2233..
            2233.4
            """;

    @TempDir
    Path folder;

    @Test
    void anObjectIsFoundWhereHalfOfBothTogetherIsShared() {
        assertEquals(new Found(4, 4, 4, 0), found(TRUTH));
        assertEquals(new Found(4, 4, 3, 0), found("""
                5555..
                5555..
                7777..
                7777.8
                """), "one over two of equal size covers both by half");
        assertEquals(new Found(4, 1, 3, 2), found("""
                55....
                5.....
                77.999
                7..999
                """));
        assertEquals(new Found(4, 0, 0, 0), found("......\n".repeat(4)));
    }

    @Test
    void nothingToFindIsAllFound() {
        assertEquals(1, new Found(0, 0, 0, 0).share());
        assertEquals(0.75, new Found(3, 2, 5, 2).plus(new Found(1, 1, 1, 0)).share());
    }

    @Test
    void bandsAreCountedTogether() {
        Path store = folder.resolve("tissue.zarr");
        Tissue.make(store, 3, 600);
        try (Roi roi = Formats.open(store, OpenOptions.DEFAULT)) {
            int cells = roi.table(Tissue.TABLE).rows();
            assertEquals(new Found(cells, cells, cells, 0), Found.of(roi, Tissue.NUCLEI, Tissue.NUCLEI));
        }
    }

    @Test
    void labelsOfAnotherShapeAreRefused() {
        RoimillException refused = assertThrows(RoimillException.class, () -> found("..\n.."));
        assertEquals(Failure.USAGE, refused.failure());
    }

    private Found found(String made) {
        Path store = folder.resolve("labels-" + made.hashCode() + ".zarr");
        try (Transaction transaction = Formats.forNewStores().create(store, CreateOptions.DEFAULT)) {
            write("truth", TRUTH, transaction);
            write("made", made, transaction);
            transaction.commit();
        }
        try (Roi roi = Formats.open(store, OpenOptions.DEFAULT)) {
            return Found.of(roi, "truth", "made");
        }
    }

    private static void write(String name, String drawn, Transaction transaction) {
        String digits = drawn.replace("\n", "").replace('.', '0');
        int height = (int) drawn.lines().count();
        RasterSpec spec = RasterSpec.labels(Grid.of("yx", height, digits.length() / height), DType.I32);
        try (RasterWriter writer = transaction.raster(name, spec, Storage.DEFAULT, Map.of());
                Arena arena = Arena.ofConfined()) {
            Block block = Block.zeros(DType.I32, spec.grid().region(), arena);
            for (int i = 0; i < digits.length(); i++) {
                block.setLong(i, digits.charAt(i) - '0');
            }
            writer.write(block);
        }
    }
}
