package org.roimill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.element.Column;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Table;
import org.roimill.core.element.TableSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.core.space.Unit;
import org.roimill.runner.stage.MemoryRaster;

class ConvertCommandTest {
    @TempDir
    Path folder;

    @Test
    void oneFileBecomesOneImageWithItsChannels() throws IOException {
        Path source = FakeImages.file(folder, "core.img", "image cyx u16 3 40 61");
        Path target = folder.resolve("core.zarr");
        Ran ran = Ran.roimill(
                "convert",
                source,
                target,
                "--channels",
                "DAPI,CD3,CD8",
                "--pixel-size",
                "0.325um",
                "--zarr",
                "2",
                "--chunk",
                "64",
                "--levels",
                "3",
                "--cpus",
                "3");
        assertEquals(0, ran.exit(), ran.err());
        FakeRoi made = FakeStores.STORES.get(target);
        RasterSpec spec = (RasterSpec) made.element("core").spec();
        assertEquals(List.of("DAPI", "CD3", "CD8"), spec.channels());
        assertEquals(0.325, spec.grid().spacing(Axis.X));
        assertEquals(Unit.MICROMETER, spec.grid().units().get(Axis.Y));
        assertEquals(64, FakeStores.storage.chunk());
        assertEquals(3, FakeStores.storage.levels());
        assertEquals("create 2", FakeStores.ASKED.getLast());
        assertSame(made, "core", p -> p);
        assertTrue(ran.out().contains("core.zarr: 1 element"), ran.out());
        assertTrue(ran.err().contains("converting: 14.3 KiB of 14.3 KiB"), ran.err());
    }

    @Test
    void severalFilesBecomeOneImageEach() throws IOException {
        Path a = FakeImages.file(folder, "DAPI.img", "image yx u8 33 20");
        Path b = FakeImages.file(folder, "CD 3.img", "image yx u8 33 20");
        Path target = folder.resolve("both.zarr");
        Ran unnamed = Ran.roimill("convert", a, b, target);
        assertEquals(2, unnamed.exit());
        assertTrue(unnamed.err().contains("'CD 3' cannot be the name"), unnamed.err());
        assertEquals(
                0,
                Ran.roimill("convert", a, b, target, "--channels", "DAPI,CD3").exit());
        assertEquals(
                Set.of("DAPI", "CD3"), FakeStores.STORES.get(target).elements.keySet());
    }

    @Test
    void channelsCanBeSplit() throws IOException {
        Path source = FakeImages.file(folder, "core.img", "image tczyx u16 2 3 2 9 17");
        Path target = folder.resolve("split.zarr");
        Ran ran = Ran.roimill("convert", source, target, "--split-channels", "--debug");
        assertEquals(0, ran.exit(), ran.err());
        FakeRoi made = FakeStores.STORES.get(target);
        assertEquals(Set.of("core_c0", "core_c1", "core_c2"), made.elements.keySet());
        assertEquals(
                "tzyx", ((RasterSpec) made.element("core_c1").spec()).axes().toString());
        assertSame(made, "core_c2", p -> List.of(p.get(0), 2L, p.get(1), p.get(2), p.get(3)));
    }

    @Test
    void filesCanBecomeTheChannelsOfOneImage() throws IOException {
        Path a = FakeImages.file(folder, "a.img", "image tyx u8 3 33 20");
        Path b = FakeImages.file(folder, "b.img", "image tyx u8 3 33 20");
        Path target = folder.resolve("joined.zarr");
        assertEquals(
                0,
                Ran.roimill("convert", a, b, target, "--join-channels", "--name", "all")
                        .exit());
        FakeRoi made = FakeStores.STORES.get(target);
        assertEquals(List.of("a", "b"), ((RasterSpec) made.element("all").spec()).channels());
        assertSame(made, "all", p -> List.of(p.get(0), p.get(2), p.get(3)));
        Path c = FakeImages.file(folder, "c.img", "image tyx u8 3 33 21");
        Ran other = Ran.roimill("convert", a, c, folder.resolve("no.zarr"), "--join-channels");
        assertEquals(2, other.exit());
        assertTrue(other.err().contains("cannot be channels of one image"), other.err());
    }

    @Test
    void masksBecomeLabels() throws IOException {
        Path source = FakeImages.file(folder, "nuclei.img", "image yx u16 33 20");
        Path target = folder.resolve("nuclei.zarr");
        assertEquals(0, Ran.roimill("convert", source, target, "--labels").exit());
        assertEquals(
                Kind.LABELS, FakeStores.STORES.get(target).element("nuclei").kind());
        Path floats = FakeImages.file(folder, "floats.img", "image yx f32 33 20");
        Ran ran = Ran.roimill("convert", floats, folder.resolve("no.zarr"), "--labels");
        assertEquals(2, ran.exit());
        assertTrue(ran.err().contains("'floats' is f32, and labels are integers"), ran.err());
    }

    @Test
    void storesAreCopiedWithTheirTables() {
        FakeRoi roi = new FakeRoi("old");
        RasterSpec spec = RasterSpec.labels(Grid.of("yx", 30, 30), DType.U32);
        roi.raster("nuclei", Map.of("processor", "twice"), MemoryRaster.zeros(spec, Arena.ofAuto()));
        Table table = Table.of(new String[] {"1"}, Map.of("area", Column.Integers.of(7)));
        roi.tables.put("measures", table);
        roi.elements.put("measures", FakeStores.element("measures", new TableSpec(List.of("area"))));
        FakeStores.put(folder.resolve("old.zarr"), roi);
        Path target = folder.resolve("new.zarr");
        Ran ran = Ran.roimill("convert", folder.resolve("old.zarr"), target);
        assertEquals(0, ran.exit(), ran.err());
        FakeRoi made = FakeStores.STORES.get(target);
        assertEquals(table, made.table("measures"));
        assertEquals(Map.of("processor", "twice"), made.element("nuclei").provenance());
    }

    @Test
    void anOutputThatIsThereIsNeverTouched() throws IOException {
        Path source = FakeImages.file(folder, "core.img", "image yx u8 9 9");
        Path target = Files.writeString(folder.resolve("there.zarr"), "mine");
        for (Ran ran : List.of(
                Ran.roimill("convert", source, target), Ran.roimill("convert", source, target, "--overwrite"))) {
            assertEquals(73, ran.exit());
            assertTrue(ran.err().contains("there.zarr is there already"), ran.err());
            assertTrue(ran.err().contains("Give another name"), ran.err());
        }
        assertEquals("mine", Files.readString(target));
    }

    @Test
    void whatCannotBeReadMakesNoStore() throws IOException {
        Path source = FakeImages.file(folder, "bad.img", "damaged zyx u8 50 20 20");
        Path target = folder.resolve("bad.zarr");
        Ran ran = Ran.roimill("convert", source, target, "--cpus", "4");
        assertEquals(65, ran.exit());
        assertTrue(ran.err().contains("strip 2 is cut off"), ran.err());
        assertFalse(Files.exists(target));
    }

    @Test
    void mistakesAreExplained() throws IOException {
        Path source = FakeImages.file(folder, "core.img", "image yx u8 9 9");
        Path silent = FakeImages.file(folder, "silent.img", "image ? u8 3 9 9");
        Path stranger = Files.writeString(folder.resolve("stranger.bin"), "???");
        Path target = folder.resolve("t.zarr");
        expect(2, "there is nothing at", "convert", folder.resolve("gone.tif"), target);
        expect(65, "is of no format that roimill reads", "convert", stranger, target);
        expect(2, "Say them by --axes", "convert", silent, target);
        expect(2, "it has no unit", "convert", source, target, "--pixel-size", "0.3");
        expect(2, "a size is more than zero", "convert", source, target, "--pixel-size", "0um");
        expect(2, "there is no Zarr version 4", "convert", source, target, "--zarr", "4");
        expect(2, "are opposites", "convert", source, target, "--split-channels", "--join-channels");
        expect(2, "2 files, but --channels has 1 names", "convert", source, silent, target, "--channels", "A");
        expect(2, "is no amount of memory", "convert", source, target, "--memory", "much");
        expect(2, "too little to work in", "convert", source, target, "--memory", "1M");
        expect(2, "at least one thread", "convert", source, target, "--cpus", "0");
        expect(2, "requires at least 2 values", "convert", source);
        assertFalse(Files.exists(target));
    }

    @Test
    void sizesByAxisAreThoseOfZYX() throws IOException {
        Path source = FakeImages.file(folder, "stack.img", "image zyx u8 3 9 9");
        Path target = folder.resolve("stack.zarr");
        assertEquals(
                0,
                Ran.roimill("convert", source, target, "--pixel-size", "2um,500nm,0.25um")
                        .exit());
        RasterSpec spec =
                (RasterSpec) FakeStores.STORES.get(target).element("stack").spec();
        assertEquals(2, spec.grid().spacing(Axis.Z));
        assertEquals(0.5, spec.grid().spacing(Axis.Y), 1e-12);
        assertEquals(0.25, spec.grid().spacing(Axis.X));
    }

    private static void expect(int exit, String words, Object... arguments) {
        Ran ran = Ran.roimill(arguments);
        assertEquals(exit, ran.exit(), ran.err());
        assertTrue(ran.err().contains(words), ran.err());
        assertEquals(2, ran.err().lines().count(), ran.err());
    }

    /** Every voxel of the element is that of the fake image at the place it came from. */
    private static void assertSame(FakeRoi made, String element, UnaryOperator<List<Long>> origin) {
        MemoryRaster raster = (MemoryRaster) made.pixels(element, 0);
        Block all = raster.block();
        long[] one = new long[all.region().dims()];
        Arrays.fill(one, 1);
        long i = 0;
        for (Region voxel : all.region().cells(one)) {
            List<Long> place = Arrays.stream(voxel.min()).boxed().toList();
            assertEquals(FakeImages.valueAt(origin.apply(place)), (int) all.get(i++), () -> "at " + place);
        }
    }
}
