package org.roimill.stores.tiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.roimill.stores.tiff.TinyTiff.shorts;
import static org.roimill.stores.tiff.TinyTiff.text;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;

/** Axes, channels and voxel sizes: from the file, from the user, never from guesses. */
final class TiffMetadataTest {
    @TempDir
    Path folder;

    @Test
    void pagesOfUnknownMeaningMustBeDeclared() throws IOException {
        Path path = pages(6, "");
        try (TiffFile file = TiffFile.open(path, TiffOptions.NONE)) {
            TiffImage image = file.images().getFirst();
            assertFalse(image.isReadable());
            RoimillException e = assertThrows(RoimillException.class, () -> image.grid(0));
            assertEquals(Failure.USAGE, e.failure());
            assertTrue(
                    e.getMessage().contains("pages=6, y=2, x=2, u8; nothing says what the pages are"), e.getMessage());
            assertTrue(e.getMessage().contains("--axes zyx"), e.getMessage());
        }
        assertEquals("z=6 y=2 x=2, level 0", grid(path, TiffOptions.axes("zyx")).toString());
        assertEquals("c=6 y=2 x=2, level 0", grid(path, TiffOptions.axes("cyx")).toString());
    }

    @Test
    void pagesAlongTwoAxesNeedOneSize() throws IOException {
        Path path = pages(6, "");
        assertEquals(
                "c=2 z=3 y=2 x=2, level 0",
                grid(path, TiffOptions.axes("zcyx").withChannels(List.of("a", "b")))
                        .toString());
        assertEquals(
                "t=2 z=3 y=2 x=2, level 0",
                grid(path, TiffOptions.axes("tzyx").withSize(Axis.Z, 3)).toString());
        usage(path, TiffOptions.axes("tzyx"), "how many there are along t and z is not known");
        usage(path, TiffOptions.axes("tzyx").withSize(Axis.Z, 4), "cannot be divided");
        usage(path, TiffOptions.axes("zyx").withSize(Axis.Z, 5), "5 along z were declared");
        usage(path, TiffOptions.axes("yx"), "the declared axes 'yx' do not fit");
    }

    @Test
    void pagesComeInTheDeclaredOrder() throws IOException {
        Path path = pages(6, "");
        assertArrayEquals(
                new byte[] {0, 2, 4, 1, 3, 5},
                firsts(path, TiffOptions.axes("zcyx").withSize(Axis.Z, 3)));
        assertArrayEquals(
                new byte[] {0, 1, 2, 3, 4, 5},
                firsts(path, TiffOptions.axes("czyx").withSize(Axis.Z, 3)));
    }

    @Test
    void declaredAxesMustBeAxes() {
        for (String axes : List.of("zzyx", "qyx", "zy", "xy", "zxy")) {
            assertEquals(
                    Failure.USAGE,
                    assertThrows(RoimillException.class, () -> TiffOptions.axes(axes))
                            .failure(),
                    axes);
        }
    }

    @Test
    void channelNamesMustBeAsManyAsChannels() throws IOException {
        usage(pages(6, ""), TiffOptions.axes("cyx").withChannels(List.of("a")), "has 6 channels, but 1 names");
        usage(pages(1, ""), TiffOptions.NONE.withChannels(List.of("a", "b")), "has 1 channels, but 2 names");
        Grid grid = grid(pages(1, ""), TiffOptions.NONE.withChannels(List.of("a")));
        assertEquals("c=1 y=2 x=2, level 0", grid.toString());
    }

    @Test
    void axesOfLengthOneAreThereOnlyIfDeclared() throws IOException {
        assertEquals("y=2 x=2, level 0", grid(pages(1, ""), TiffOptions.NONE).toString());
        assertEquals(
                "z=1 y=2 x=2, level 0",
                grid(pages(1, ""), TiffOptions.axes("zyx")).toString());
    }

    @Test
    void imageJSaysAxesAndSizes() throws IOException {
        String description =
                "ImageJ=1.54f\nimages=6\nchannels=2\nslices=3\nhyperstack=true\nunit=\\u00B5m\nspacing=1.5\n";
        Grid grid = grid(pages(6, description), TiffOptions.NONE);
        assertEquals("c=2 z=3 y=2 x=2, level 0", grid.toString());
        assertEquals(1.5, grid.spacing(Axis.Z));
        assertEquals(Map.of(Axis.Z, Unit.MICROMETER), grid.units());
        assertArrayEquals(new byte[] {0, 2, 4, 1, 3, 5}, firsts(pages(6, description), TiffOptions.NONE));
    }

    @Test
    void declaredAxesSetRightWhatImageJSaysWrong() throws IOException {
        Path path = pages(6, "ImageJ=1.54f\nimages=6\nframes=6\n");
        assertEquals("t=6 y=2 x=2, level 0", grid(path, TiffOptions.NONE).toString());
        assertEquals("z=6 y=2 x=2, level 0", grid(path, TiffOptions.axes("zyx")).toString());
    }

    @Test
    void omeDimensionOrderAndTiffDataPlacePages() throws IOException {
        String data = "<TiffData IFD='2' FirstZ='1' FirstC='0' PlaneCount='2'/><TiffData IFD='0' FirstC='1'/>"
                + "<TiffData IFD='5' FirstZ='2' FirstC='1'/>";
        Path path = pages(6, ome("XYZCT", 3, 2, 1, data));
        try (TiffFile file = TiffFile.open(path, TiffOptions.NONE)) {
            assertEquals(
                    List.of("2 of its 6 planes are not in the file and read as zero"),
                    file.image().notes());
        }
        // Pages hold 10, 11 and so on; planes without a page are zero.
        assertArrayEquals(new byte[] {0, 12, 13, 10, 0, 15}, firsts(path, TiffOptions.NONE));
    }

    @Test
    void omeWithoutPlaceTakesAllPagesInOrder() throws IOException {
        assertArrayEquals(
                new byte[] {10, 12, 14, 11, 13, 15},
                firsts(pages(6, ome("XYCZT", 3, 2, 1, "<TiffData/>")), TiffOptions.NONE));
    }

    @Test
    void omeThatLiesIsRefused() throws IOException {
        bad(ome("XYZCT", 3, 2, 1, "<TiffData IFD='5' PlaneCount='2'/>"), "a TiffData of 2 planes");
        bad(ome("XYZCT", 3, 2, 1, "<TiffData IFD='0' FirstZ='3'/>"), "starts at FirstZ=3 of 3");
        bad(ome("XYZCT", 3, 2, 1, ""), "its pixels are not in this file");
        bad(ome("XYZCZ", 3, 2, 1, "<TiffData/>"), "DimensionOrder=\"XYZCZ\"");
        bad(ome("XYZCT", 3_000_000, 2_000_000, 1, "<TiffData/>"), "more than the file can hold");
        bad(ome("XYZCT", 3, 2, 1, "<TiffData/>").replace("SizeX='2'", "SizeX='3'"), "the OME-XML says y=2, x=3");
        bad(ome("XYZCT", 3, 2, 1, "<TiffData/>").replace("</OME>", ""), "damaged OME-XML");
        bad(ome("XYZCT", 3, 2, 1, "<TiffData IFD='zero'/>"), "IFD=\"zero\"");
        bad("<OME><BinaryOnly MetadataFile='a.ome'/></OME>", "kept in another file");
        bad("<OME></OME>", "without an image");
    }

    @Test
    void omeOverSeveralFilesIsRefusedAndRenamedFileIsNot() throws IOException {
        String uuid = "<TiffData IFD='%d'><UUID FileName='%s.tif'>urn:uuid:%s</UUID></TiffData>";
        bad(
                ome("XYZCT", 2, 1, 1, uuid.formatted(0, "a", "1") + uuid.formatted(0, "b", "2")),
                "over several files, such as 'a.tif'",
                "bioformats2raw");
        String renamed = ome(
                "XYZCT",
                2,
                1,
                1,
                uuid.formatted(0, "old", "1") + uuid.formatted(1, "old", "1").replace("IFD", "FirstZ='1' IFD"));
        assertArrayEquals(new byte[] {10, 11}, firsts(pages(6, renamed), TiffOptions.NONE));
    }

    @Test
    void xmlMayNotReachOutsideOrExplode() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        String external = "<!DOCTYPE OME [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]>";
        String laughs = "<!DOCTYPE OME [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>";
        for (String type : List.of(external, laughs, "<!DOCTYPE OME SYSTEM 'http://localhost:1/x.dtd'>")) {
            bad("<?xml version='1.0'?>" + type + ome("XYZCT", 3, 2, 1, "<TiffData/>"), "with a document type");
        }
    }

    @Test
    void resolutionTagsGiveThePixelSizeUnlessTheyAreForPrinting() throws IOException {
        assertEquals(Map.of(), grid(resolution(2, 72, 1), TiffOptions.NONE).units());
        assertEquals(Map.of(), grid(resolution(1, 40_000, 1), TiffOptions.NONE).units());
        Grid centimeters = grid(resolution(3, 40_000, 1), TiffOptions.NONE);
        assertEquals(0.25, centimeters.spacing(Axis.X), 1e-12);
        assertEquals(Unit.MICROMETER, centimeters.units().get(Axis.Y));
        assertEquals(0.254, grid(resolution(2, 100_000, 1), TiffOptions.NONE).spacing(Axis.Y), 1e-12);
        TiffOptions declared = TiffOptions.NONE.withPixelSize(Map.of(Axis.X, 0.5), Unit.MICROMETER);
        assertEquals(0.5, grid(resolution(3, 40_000, 1), declared).spacing(Axis.X));
    }

    @Test
    void levelsOfAPyramidLieWhereTheyCover() throws IOException {
        for (Golden.Case golden : Golden.cases()) {
            if (golden.name().equals("pyramid-pages")) {
                try (TiffFile file = TiffFile.open(golden.write(folder), TiffOptions.NONE)) {
                    Grid level = file.image().grid(1);
                    assertEquals("y=35 x=46, level 1", level.toString());
                    assertEquals(2, level.spacing(Axis.X));
                    assertEquals(0.5, level.toWorld().translation(0));
                }
            }
        }
    }

    /** Pages of two by two pixels of one value each: the page number, and ten more where there is OME-XML. */
    private Path pages(int n, String description) throws IOException {
        TinyTiff tiff = new TinyTiff();
        int more = description.contains("<OME") ? 10 : 0;
        for (int i = 0; i < n; i++) {
            byte v = (byte) (i + more);
            long data = tiff.data(new byte[] {v, v, v, v});
            boolean described = i == 0 && !description.isEmpty();
            tiff.ifd(described ? tiff.page(2, 2, data, text(270, description)) : tiff.page(2, 2, data));
        }
        return tiff.write(folder);
    }

    private Path resolution(int unit, int above, int below) throws IOException {
        TinyTiff tiff = new TinyTiff();
        long data = tiff.data(new byte[4]);
        byte[] ratio = java.nio.ByteBuffer.allocate(8)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt(above)
                .putInt(below)
                .array();
        long at = tiff.data(ratio);
        tiff.ifd(
                tiff.page(2, 2, data, TinyTiff.claim(282, 5, 1, at), TinyTiff.claim(283, 5, 1, at), shorts(296, unit)));
        return tiff.write(folder);
    }

    private static String ome(String order, int z, int c, int t, String tiffData) {
        return "<OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06'><Image ID='Image:0' Name='it'><Pixels DimensionOrder='"
                + order + "' Type='uint8' SizeX='2' SizeY='2' SizeZ='" + z + "' SizeC='" + c + "' SizeT='" + t + "'>"
                + tiffData + "</Pixels></Image></OME>";
    }

    private static Grid grid(Path path, TiffOptions options) {
        try (TiffFile file = TiffFile.open(path, options)) {
            return file.image().grid(0);
        }
    }

    /** The first pixel of each plane, in the order of the axes. */
    private static byte[] firsts(Path path, TiffOptions options) {
        try (TiffFile file = TiffFile.open(path, options);
                Arena arena = Arena.ofConfined()) {
            byte[] all = TiffReadTest.whole(file.image(), 0, arena).data().toArray(ValueLayout.JAVA_BYTE);
            byte[] firsts = new byte[all.length / 4];
            for (int i = 0; i < firsts.length; i++) {
                firsts[i] = all[4 * i];
            }
            return firsts;
        }
    }

    private static void usage(Path path, TiffOptions options, String part) {
        RoimillException e = assertThrows(RoimillException.class, () -> grid(path, options));
        assertEquals(Failure.USAGE, e.failure());
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    private void bad(String description, String... parts) throws IOException {
        Path path = pages(6, description);
        RoimillException e = assertThrows(RoimillException.class, () -> grid(path, TiffOptions.NONE));
        assertEquals(Failure.BAD_DATA, e.failure());
        for (String part : parts) {
            assertTrue(e.getMessage().contains(part), e.getMessage());
        }
    }
}
