package org.roimill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.element.Column;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Table;
import org.roimill.core.element.TableSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Fault;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;
import org.roimill.runner.stage.MemoryRaster;

class InspectCommandTest {
    @TempDir
    Path folder;

    private Path store;
    private MemoryRaster labels;
    private MemoryRaster image;

    @BeforeEach
    void makeAStore() {
        Grid grid = Grid.of("cyx", 2, 30, 40).withSpacing(Map.of(Axis.Y, 0.5, Axis.X, 0.5), Unit.MICROMETER);
        image = zeros(RasterSpec.image(grid, DType.U16).withChannels(List.of("DAPI", "CD3")));
        labels = zeros(RasterSpec.labels(Grid.of("yx", 2000, 40), DType.U32));
        FakeRoi roi = new FakeRoi("core");
        roi.raster("image", Map.of(), image);
        roi.raster("nuclei", Map.of("processor", "twice"), labels);
        roi.elements.put("cells", FakeStores.element("cells", new TableSpec(List.of("area", "mean"))));
        roi.tables.put(
                "cells",
                Table.of(
                        new String[] {"a", "b"},
                        Map.of(
                                "area",
                                new Column.Integers(new long[] {7, 9}, new boolean[] {false, true}, DType.I64))));
        store = folder.resolve("core.zarr");
        FakeStores.put(store, roi);
    }

    private static MemoryRaster zeros(RasterSpec spec) {
        return MemoryRaster.zeros(spec, Arena.ofAuto());
    }

    @Test
    void tableHasALineForEachElement() {
        Ran ran = Ran.roimill("inspect", store);
        assertEquals(0, ran.exit(), ran.err());
        List<String> lines = ran.out().lines().toList();
        assertEquals("core: a fake", lines.get(0));
        assertTrue(lines.get(2).matches("image +image +c=2 y=30 x=40 +u16 +1 +y x 0.5 um +codec fake"), lines.get(2));
        assertTrue(lines.get(3).matches("labels +nuclei +y=2000 x=40 +u32 +1 +codec fake +twice"), lines.get(3));
        assertTrue(lines.get(4).matches("table +cells +2 columns"), lines.get(4));
    }

    @Test
    void oneElementIsDescribedInFull() {
        Ran ran = Ran.roimill("inspect", store, "image");
        assertEquals(0, ran.exit(), ran.err());
        assertTrue(ran.out().contains("DAPI, CD3"), ran.out());
        assertTrue(ran.out().contains("c=2 y=30 x=40, voxel y x 0.5 um"), ran.out());
        assertTrue(Ran.roimill("inspect", store, "nuclei").out().contains("made by: processor  twice"));
    }

    @Test
    void rowsOfATableAreShown() {
        List<String> all = Ran.roimill("inspect", store, "cells", "--rows", "9")
                .out()
                .lines()
                .toList();
        assertEquals(List.of("", "     area", "  a  7", "  b"), all.subList(all.size() - 4, all.size()));
        List<String> one = Ran.roimill("inspect", store, "cells", "--rows", "1")
                .out()
                .lines()
                .toList();
        assertEquals(List.of("  a  7", "  and 1 more"), one.subList(one.size() - 2, one.size()));
    }

    @Test
    void jsonSaysTheSameToScripts() throws IOException {
        JsonNode all = new ObjectMapper()
                .readTree(Ran.roimill("inspect", store, "--json").out());
        JsonNode first = all.get("elements").get(0);
        assertEquals("cyx", first.get("axes").asText());
        assertEquals(40, first.get("shape").get(2).asInt());
        assertEquals(0.5, first.get("voxel").get("x").get("size").asDouble());
        assertEquals("micrometer", first.get("voxel").get("y").get("unit").asText());
        assertEquals("area", all.get("elements").get(2).get("columns").get(0).asText());
        JsonNode one = new ObjectMapper()
                .readTree(Ran.roimill("inspect", store, "image", "--json").out());
        assertEquals(1, one.get("metadata").get("own").asInt());
    }

    @Test
    void whatCannotBeReadIsToldBesideWhatCan() {
        FakeRoi roi = new FakeRoi("half");
        roi.raster("image", Map.of(), image);
        roi.faults.add(new Fault("labels/cells", RoimillException.badData("no multiscales", "Write it again.")));
        Path half = folder.resolve("half.zarr");
        FakeStores.put(half, roi);
        Ran ran = Ran.roimill("inspect", half);
        assertEquals(65, ran.exit());
        assertEquals(3, ran.out().lines().count(), ran.out());
        assertEquals(
                List.of("roimill: labels/cells: no multiscales", "Write it again."),
                ran.err().lines().toList());
        Ran copy = Ran.roimill("convert", half, folder.resolve("copy.zarr"));
        assertEquals(65, copy.exit());
        assertTrue(copy.err().contains("half.zarr, labels/cells: no multiscales"), copy.err());
    }

    @Test
    void deltasAndLinksReachTheFormat() {
        Ran.roimill("inspect", store, "--delta", "a.zip", "--delta", "b.zip", "--follow-links");
        assertEquals("open [a.zip, b.zip] true", FakeStores.ASKED.getLast());
    }

    @Test
    void channelsShineInTheirColours() throws IOException {
        image.block().set(image.block().index(0, 3, 4), 500);
        image.block().set(image.block().index(1, 20, 30), 90);
        Path png = folder.resolve("image.png");
        assertEquals(0, Ran.roimill("inspect", store, "image", "--png", png).exit());
        BufferedImage picture = ImageIO.read(png.toFile());
        assertEquals(40, picture.getWidth());
        assertEquals(30, picture.getHeight());
        assertEquals(0x3366FF, picture.getRGB(4, 3) & 0xFFFFFF);
        assertEquals(0x00FF00, picture.getRGB(30, 20) & 0xFFFFFF);
        assertEquals(0, picture.getRGB(0, 0) & 0xFFFFFF);
    }

    @Test
    void labelsAreColouredAndLargePlanesThinned() throws IOException {
        labels.block().set(labels.block().index(100, 10), 1);
        labels.block().set(labels.block().index(102, 10), 2);
        Path png = folder.resolve("nuclei.png");
        assertEquals(0, Ran.roimill("inspect", store, "nuclei", "--png", png).exit());
        BufferedImage picture = ImageIO.read(png.toFile());
        assertEquals(1000, picture.getHeight());
        assertEquals(20, picture.getWidth());
        int one = picture.getRGB(5, 50) & 0xFFFFFF;
        int two = picture.getRGB(5, 51) & 0xFFFFFF;
        assertTrue(one != 0 && two != 0 && one != two, Integer.toHexString(one) + " " + Integer.toHexString(two));
        assertEquals(0, picture.getRGB(6, 50) & 0xFFFFFF);
    }

    @Test
    void mistakesAreExplained() throws IOException {
        expect(2, "no element 'nucle' in core", "inspect", store, "nucle");
        expect(2, "--png shows one", "inspect", store, "--png", folder.resolve("x.png"));
        expect(2, "of which there is no quick look", "inspect", store, "cells", "--png", folder.resolve("x.png"));
        Path there = FakeImages.file(folder, "there.png", "mine");
        expect(73, "there.png is there already", "inspect", store, "image", "--png", there);
    }

    private static void expect(int exit, String words, Object... arguments) {
        Ran ran = Ran.roimill(arguments);
        assertEquals(exit, ran.exit(), ran.err());
        assertTrue(ran.err().contains(words), ran.err());
    }
}
