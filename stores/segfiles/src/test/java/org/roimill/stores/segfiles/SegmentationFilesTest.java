package org.roimill.stores.segfiles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.stores.tiff.TiffFile;
import org.roimill.stores.tiff.TiffOptions;
import org.roimill.testkit.Golden;

class SegmentationFilesTest {
    private static final Golden GOLDEN = new Golden(SegmentationFilesTest.class);

    @TempDir
    Path folder;

    private FileNames names(boolean inFolders) {
        return new FileNames(folder, "im", FileNames.SUFFIX, inFolders);
    }

    /** A field out of the golden arrays with a probability of zero behind it, and labels on the same grid. */
    private static Segmentation withFlows(String name, String axes) {
        Block field = GOLDEN.get(name);
        long[] shape = field.region().shape();
        shape[0]++;
        Grid grid = Grid.of("c" + axes, shape);
        Block flows = Block.zeros(DType.F32, Region.ofShape(shape), Arena.ofAuto());
        MemorySegment.copy(field.data(), 0, flows.data(), 0, field.bytes());
        Grid plane = Grid.of(axes, Arrays.copyOfRange(shape, 1, shape.length));
        return new Segmentation(
                Held.labels(plane, 3, 1),
                Held.of(RasterSpec.image(grid, DType.F32), flows),
                Held.labels(plane, 900, 2),
                "im.tif");
    }

    @Test
    void flowsArePaintedAsCellposePaintsThem() {
        for (String name : List.of("plane", "volume")) {
            Segmentation s = withFlows(name, name.equals("plane") ? "yx" : "zyx");
            Block expected = GOLDEN.get(name + "_rgb");
            FlowPicture picture = new FlowPicture(s);
            long slice = 3 * s.height() * s.width();
            for (long z = 0; z < s.depth(); z++) {
                MemorySegment rgb = picture.rgb(z, Arena.ofAuto());
                for (long i = 0; i < slice; i++) {
                    // Floats are cut off to bytes, so the last bit of one may make the difference of one.
                    assertEquals(
                            expected.get(z * slice + i), rgb.get(ValueLayout.JAVA_BYTE, i) & 0xFF, 1, name + " " + i);
                }
            }
        }
    }

    @Test
    void percentilesAreThoseOfASortedList() {
        Random random = new Random(4);
        float[] values = new float[1237];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat(-5, 9);
        }
        Percentiles found = Percentiles.of(sink -> {
            for (float v : values) {
                sink.take(v);
            }
            sink.take(Float.NaN);
        });
        Arrays.sort(values);
        assertEquals(values[12] + (values[13] - values[12]) * 0.36, found.low(), 1e-5);
        assertEquals(values[1223] + (values[1224] - values[1223]) * 0.64, found.high(), 1e-5);
    }

    @Test
    void eachFileHasItsNameAndNothingElseIsLeft() throws IOException {
        Segmentation s = withFlows("plane", "yx");
        Map<Saved, Path> made = SegmentationFiles.write(s, EnumSet.allOf(Saved.class), names(false));
        assertEquals(EnumSet.allOf(Saved.class), made.keySet());
        assertEquals(
                List.of(
                        "im.geojson",
                        "im_cp_masks.png",
                        "im_cp_masks.tif",
                        "im_cp_outlines.txt",
                        "im_dP_cp_masks.tif",
                        "im_flows_cp_masks.tif",
                        "im_outlines_cp_masks.png",
                        "im_rois.zip",
                        "im_seg.npy"),
                listed());
        byte[] once = Files.readAllBytes(made.get(Saved.ROIS));
        SegmentationFiles.write(s, EnumSet.of(Saved.ROIS), names(false));
        assertArrayEquals(once, Files.readAllBytes(made.get(Saved.ROIS)));
    }

    @Test
    void someHaveFoldersOfTheirOwn() {
        SegmentationFiles.write(withFlows("plane", "yx"), EnumSet.allOf(Saved.class), names(true));
        assertTrue(Files.exists(folder.resolve("masks/im_cp_masks.tif")));
        assertTrue(Files.exists(folder.resolve("outlines/im_outlines_cp_masks.png")));
        assertTrue(Files.exists(folder.resolve("txt_outlines/im_cp_outlines.txt")));
        assertTrue(Files.exists(folder.resolve("flows/im_dP_cp_masks.tif")));
    }

    @Test
    void whatHasNoPlaceInAFileIsToldBeforeAnythingIsMade() throws IOException {
        Held labels = Held.labels(Grid.of("yx", 4, 5), 3, 1);
        labels.block().setLong(7, 70_000);
        Segmentation many = new Segmentation(labels, null, null, "im.tif");
        assertTold(many, Saved.MASKS_PNG, "go up to 70000", "im_cp_masks.tif");
        assertTold(many, Saved.FLOWS, "there are no flows");
        Segmentation volume = new Segmentation(Held.labels(Grid.of("zyx", 2, 4, 5), 3, 1), null, null, "im.tif");
        assertTold(volume, Saved.MASKS_PNG, "a volume of 2 slices");
        assertTold(volume, Saved.OUTLINES_TXT, "a volume of 2 slices");
        assertEquals(List.of(), listed());
    }

    @Test
    void idsOfAnySizeAreExactInFiles() throws IOException {
        Held labels = Held.labels(Grid.of("yx", 300, 280), 1, 1);
        for (long i = 0; i < 80_000; i++) {
            labels.block().setLong(i, i + 1);
        }
        labels.block().setLong(80_000, 3_000_000_000L);
        labels.block().setLong(80_001, 4_294_967_295L);
        Segmentation many = new Segmentation(labels, null, null, "im.tif");
        Map<Saved, Path> made = SegmentationFiles.write(many, EnumSet.of(Saved.MASKS_TIF), names(false));
        try (TiffFile tiff = TiffFile.open(made.get(Saved.MASKS_TIF), TiffOptions.NONE)) {
            assertEquals(DType.U32, tiff.image().dtype());
            Block read = Block.zeros(DType.U32, Region.ofShape(300, 280), Arena.ofAuto());
            tiff.image().read(0, read.region(), read);
            assertEquals(-1, read.data().mismatch(labels.block().data()));
        }
    }

    private void assertTold(Segmentation s, Saved what, String... parts) {
        RoimillException e = assertThrows(
                RoimillException.class,
                () -> SegmentationFiles.write(s, EnumSet.of(Saved.SEG_NPY, what), names(false)));
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }

    private List<String> listed() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
