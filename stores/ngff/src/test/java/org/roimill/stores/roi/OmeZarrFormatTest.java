package org.roimill.stores.roi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.ZarrArray;
import org.roimill.stores.zarr.ZarrGroup;
import org.roimill.stores.zarr.meta.ArraySpec;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.Store;

class OmeZarrFormatTest {
    private static final String AXES =
            "[{'name': 'y', 'type': 'space', 'unit': 'micrometer'}, {'name': 'x', 'type': 'space', 'unit': 'micron'}]";
    private static final String DATASETS =
            "[{'path': '0', 'coordinateTransformations': [{'type': 'scale', 'scale': [0.5, 0.25]}]}]";

    @TempDir
    Path folder;

    private static ObjectNode attributes(String axes, String datasets, String more) {
        String text =
                "{'multiscales': [{'version': '0.4', 'axes': " + axes + ", 'datasets': " + datasets + "}]" + more + "}";
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "test");
    }

    private static void image(Store store, String path, ObjectNode attributes, long... shape) {
        ZarrGroup.create(store, path, 2, attributes);
        ZarrArray array = ZarrArray.create(
                store,
                path.isEmpty() ? "0" : path + "/0",
                ArraySpec.v2(DType.U16, shape).chunks(smaller(shape)));
        try (Arena arena = Arena.ofConfined()) {
            Block block = Block.zeros(DType.U16, Region.ofShape(shape), arena);
            for (long i = 0; i < block.voxels(); i++) {
                block.setLong(i, i);
            }
            array.write(block);
        }
    }

    private static long[] smaller(long[] shape) {
        long[] chunk = shape.clone();
        chunk[0] = Math.max(1, chunk[0] / 2);
        return chunk;
    }

    @Test
    void anyOrderOfAxesIsTurnedIntoOurs() {
        String axes =
                "[{'name': 'x', 'type': 'space'}, {'name': 't', 'type': 'time'}, {'name': 'y', 'type': 'space'}, {'name': 'c', 'type': 'channel'}]";
        String datasets = "[{'path': '0', 'coordinateTransformations': [{'type': 'scale', 'scale': [3, 7, 2, 1]}]}]";
        try (Store store = FileStore.create(folder.resolve("turned.zarr"))) {
            image(store, "", attributes(axes, datasets, ""), 5, 2, 4, 3);
        }
        try (ZarrRoi roi = new OmeZarrFormat().open(folder.resolve("turned.zarr"), OpenOptions.DEFAULT);
                Arena arena = Arena.ofConfined()) {
            RasterSpec spec = roi.element("turned").levels().getFirst();
            assertEquals("t=2 c=3 y=4 x=5, level 0", spec.grid().toString());
            assertEquals(3, spec.grid().spacing(Axis.X));
            Region part = Region.between(new long[] {0, 1, 1, 2}, new long[] {2, 3, 4, 5});
            Block block = Block.zeros(DType.U16, part, arena);
            roi.pixels("turned", 0).read(block);
            for (Region voxel : part.cells(1, 1, 1, 1)) {
                long[] p = voxel.min();
                long stored = ((p[3] * 2 + p[0]) * 4 + p[2]) * 3 + p[1];
                assertEquals(stored, block.getLong(block.index(p)));
            }
        }
    }

    @Test
    void labelsOfAnImageAreListedBesideIt() {
        Path path = folder.resolve("a.ome.zarr");
        try (Store store = FileStore.create(path)) {
            image(store, "", attributes(AXES, DATASETS, ", 'omero': {'channels': [{'label': 3}]}"), 4, 6);
            ObjectNode list = Json.object();
            list.putArray("labels").add("cells").add("gone");
            ZarrGroup.create(store, "labels", 2, list);
            image(store, "labels/cells", attributes(AXES, DATASETS, ", 'image-label': {}"), 4, 6);
        }
        assertTrue(new OmeZarrFormat().recognises(path));
        assertFalse(new SpatialDataFormat().recognises(path));
        try (ZarrRoi roi = new OmeZarrFormat().open(path, OpenOptions.DEFAULT)) {
            assertEquals("a", roi.name());
            assertEquals(List.of("image a", "labels cells"), names(roi));
            assertEquals(1, roi.faults().size());
            // Both spellings of the unit are known.
            assertEquals(2, roi.element("a").levels().getFirst().grid().units().size());
        }
    }

    private static List<String> names(ZarrRoi roi) {
        return roi.elements().stream()
                .map((Element e) -> e.kind() + " " + e.name())
                .toList();
    }

    @Test
    void everyFieldOfAPlateAndEverySeriesIsAnImage() {
        Path plate = folder.resolve("plate.zarr");
        try (Store store = FileStore.create(plate)) {
            ZarrGroup.create(
                    store,
                    "",
                    2,
                    parse(
                            "{'plate': {'columns': [{'name': '1'}], 'rows': [{'name': 'A'}], 'wells': [{'path': 'A/1', 'rowIndex': 0, 'columnIndex': 0}]}}"));
            ZarrGroup.create(store, "A", 2, Json.object());
            ZarrGroup.create(store, "A/1", 2, parse("{'well': {'images': [{'path': '0'}, {'path': '1'}]}}"));
            image(store, "A/1/0", attributes(AXES, DATASETS, ""), 4, 6);
            image(store, "A/1/1", attributes(AXES, DATASETS, ""), 4, 6);
        }
        try (ZarrRoi roi = new OmeZarrFormat().open(plate, OpenOptions.DEFAULT)) {
            assertEquals(List.of("image A_1_0", "image A_1_1"), names(roi));
        }
        try (ZarrRoi well = new OmeZarrFormat().open(plate.resolve("A/1"), OpenOptions.DEFAULT)) {
            assertEquals(List.of("image 0", "image 1"), names(well));
        }
        Path series = folder.resolve("series.zarr");
        try (Store store = FileStore.create(series)) {
            ZarrGroup.create(store, "", 2, parse("{'bioformats2raw.layout': 3}"));
            image(store, "0", attributes(AXES, DATASETS, ""), 4, 6);
            image(store, "1", attributes(AXES, DATASETS, ""), 4, 6);
        }
        try (ZarrRoi roi = new OmeZarrFormat().open(series, OpenOptions.DEFAULT)) {
            assertEquals(List.of("image 0", "image 1"), names(roi));
        }
    }

    private static ObjectNode parse(String text) {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "[{'name': 'y'}, {'name': 'x'}]; [{'path': '0'}]; multiscales[0].datasets[0].coordinateTransformations is missing",
                "[{'name': 'y'}, {'name': 'y', 'type': 'space'}]; DATASETS; multiscales[0].axes means one of t, c, z, y, x twice",
                "[{'name': 'y'}, {'name': 'angle'}]; DATASETS; multiscales[0].axes[1] is the axis 'angle'",
                "[{'name': 'z'}, {'name': 'y'}, {'name': 'x'}]; DATASETS; multiscales[0].datasets[0] has a transform of 2 numbers for 3 axes",
                "AXES; [{'path': '0', 'coordinateTransformations': [{'type': 'scale', 'scale': [0, 1]}]}]; multiscales[0].datasets has a scale of 0.0",
                "AXES; [{'path': '0', 'coordinateTransformations': [{'type': 'affine', 'affine': []}]}]; is 'affine', neither scale nor translation",
                "AXES; [{'path': '7', 'coordinateTransformations': [{'type': 'scale', 'scale': [1, 1]}]}]; 7",
                "AXES; [{'path': '../0', 'coordinateTransformations': [{'type': 'scale', 'scale': [1, 1]}]}]; ..",
                "AXES; []; multiscales[0].datasets has 0 entries",
                "AXES; {}; multiscales[0].datasets is {}, not a list",
                "3; DATASETS; multiscales[0].axes is 3, not a list",
            })
    void damagedMetadataAreRefusedByTheirPath(String axes, String datasets, String message) {
        Path path = folder.resolve("bad.zarr");
        try (Store store = FileStore.create(path)) {
            image(
                    store,
                    "",
                    attributes(
                            axes.equals("AXES") ? AXES : axes, datasets.equals("DATASETS") ? DATASETS : datasets, ""),
                    4,
                    6);
        }
        RoimillException e = assertThrows(
                RoimillException.class,
                () -> new OmeZarrFormat().open(path, OpenOptions.DEFAULT).close());
        assertEquals(Failure.BAD_DATA, e.failure(), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void strangersAreNotRecognisedAndNeverThrow() throws IOException {
        Files.writeString(folder.resolve("a.zip"), "no zip");
        Files.createDirectories(folder.resolve("b.zarr"));
        Files.writeString(folder.resolve("b.zarr/zarr.json"), "{");
        for (String name : List.of("a.zip", "b.zarr", "absent")) {
            assertFalse(new OmeZarrFormat().recognises(folder.resolve(name)));
            assertFalse(new SpatialDataFormat().recognises(folder.resolve(name)));
        }
    }
}
