package org.roimill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Grid;
import org.roimill.runner.stage.MemoryRaster;

class ScoreCommandTest {
    @TempDir
    Path folder;

    private Path store;

    /** Two true objects of 10 voxels; the first found with 8 of them, the second not, and one that is not there. */
    @BeforeEach
    void makeAStore() {
        FakeRoi roi = new FakeRoi("core");
        roi.raster("truth", Map.of(), labels(DType.U16, 0, 10, 20, 30));
        roi.raster("found", Map.of(), labels(DType.I64, 2, 10, 40, 50));
        roi.raster("empty", Map.of(), labels(DType.U8));
        store = folder.resolve("core.zarr");
        FakeStores.put(store, roi);
    }

    private static MemoryRaster labels(DType type, int... bounds) {
        MemoryRaster raster = MemoryRaster.zeros(RasterSpec.labels(Grid.of("yx", 3, 20), type), Arena.ofAuto());
        for (int k = 0; k < bounds.length; k += 2) {
            for (int i = bounds[k]; i < bounds[k + 1]; i++) {
                raster.block().setLong(i, k + 3);
            }
        }
        return raster;
    }

    @Test
    void elementsOfStoresAreScored() {
        Ran ran = Ran.roimill("score", store.resolve("truth"), store.resolve("found"), "--iou", "0.5,0.8,0.81");
        assertEquals(0, ran.exit(), ran.err());
        List<String> lines = ran.out().lines().toList();
        assertTrue(lines.get(0).matches("image +true +found +AP@0.5 +AP@0.8 +AP@0.81"), ran.out());
        assertTrue(lines.get(1).matches("found +2 +2 +0.333 +0.333 +0.000"), ran.out());
        assertTrue(lines.get(2).matches("mean +0.333 +0.333 +0.000"), ran.out());
    }

    @Test
    void jsonHasTheCounts() throws IOException {
        JsonNode tree = new ObjectMapper()
                .readTree(Ran.roimill("score", store.resolve("truth"), store.resolve("found"), "--json")
                        .out());
        JsonNode image = tree.get("images").get(0);
        assertEquals("[1,1,0]", image.get("tp").toString());
        assertEquals("[1,1,2]", image.get("fp").toString());
        assertEquals("[1,1,2]", image.get("fn").toString());
        assertEquals(1 / 3.0, tree.get("mean_ap").get(0).asDouble());
    }

    @Test
    void noObjectsMeansNoPrecision() throws IOException {
        Ran ran = Ran.roimill("score", store.resolve("empty"), store.resolve("empty"), "--iou", "0.5");
        assertTrue(ran.out().lines().toList().get(1).matches("empty +0 +0 +-"), ran.out());
        String json = Ran.roimill("score", store.resolve("empty"), store.resolve("empty"), "--json")
                .out();
        assertTrue(new ObjectMapper().readTree(json).get("mean_ap").get(0).isNull(), json);
    }

    @Test
    void foldersArePairedByName() throws IOException {
        Path truth = Files.createDirectory(folder.resolve("truth"));
        Path found = Files.createDirectory(folder.resolve("found"));
        for (String name : List.of("a", "b")) {
            FakeImages.file(truth, name + "_labels.img", "image yx u16 30 40");
            FakeImages.file(found, name + "_image_cp_masks.img", "image cyx u8 1 30 40");
        }
        FakeImages.file(found, "more_masks.img", "image yx u16 30 40");
        Files.writeString(truth.resolve("notes.txt"), "no image");
        Ran ran = Ran.roimill("score", truth, found);
        assertEquals(0, ran.exit(), ran.err());
        assertEquals(
                List.of("image", "a", "b", "mean"),
                ran.out().lines().map(line -> line.replaceFirst(" .*", "")).toList());
        FakeImages.file(truth, "c_labels.img", "image yx u16 30 40");
        expect(2, "there are no labels in " + found + " for " + truth.resolve("c_labels.img"), truth, found);
        expect(2, "is a folder of images", truth, store.resolve("found"));
        FakeImages.file(truth, "a_masks.img", "image yx u16 30 40");
        expect(2, "would both be labels of a", truth, found);
    }

    @Test
    void mistakesAreExplained() throws IOException {
        Path other = FakeImages.file(folder, "other.img", "image yx u16 30 40");
        Path floats = FakeImages.file(folder, "floats.img", "image yx f32 3 20");
        expect(2, "truth is yx 3 20, and " + other + " is yx 30 40", store.resolve("truth"), other);
        expect(2, "labels are integers", store.resolve("truth"), floats);
        expect(2, "no element 'thruth' in core", store.resolve("thruth"), other);
        expect(2, "holds 3 images and labels: truth, found, empty", store, other);
        expect(2, "there is nothing at", folder.resolve("none/none"), other);
        expect(2, "--iou 1.5 is not above 0", other, other, "--iou", "1.5");
    }

    private static void expect(int exit, String words, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = "score";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Ran ran = Ran.roimill(all);
        assertEquals(exit, ran.exit(), ran.err());
        assertTrue(ran.err().contains(words), ran.err());
        assertTrue(ran.err().lines().count() <= 2, ran.err());
    }
}
