package org.roimill.stores.tiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Declared;
import org.roimill.core.format.Element;
import org.roimill.core.format.Format;
import org.roimill.core.format.Formats;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Unit;

class TiffFormatTest {
    @TempDir
    Path folder;

    private final Format format = new TiffFormat();

    @Test
    void filesAreRecognisedByTheirContent() throws IOException {
        assertTrue(format.recognises(golden("uint8-le")));
        assertTrue(format.recognises(golden("uint8-be-big")));
        assertFalse(format.recognises(Files.writeString(folder.resolve("text.tif"), "II is no TIFF")));
        assertFalse(format.recognises(Files.createFile(folder.resolve("empty.tif"))));
        assertFalse(format.recognises(folder));
        assertEquals("tiff", Formats.of(golden("uint16-le")).id());
    }

    @Test
    void aFileIsARoiWithOneImageOfItsName() throws IOException {
        Path file = Files.move(golden("uint8-le"), folder.resolve("my core.ome.tif"));
        try (Roi roi = format.open(file, OpenOptions.DEFAULT);
                Arena arena = Arena.ofConfined()) {
            assertEquals("my_core", roi.name());
            Element element = roi.element("my_core");
            Pixels pixels = roi.pixels("my_core", 0);
            assertEquals(element.spec(), pixels.spec());
            Block all = Block.zeros(pixels.spec().dtype(), pixels.spec().grid().region(), arena);
            pixels.read(all);
            assertArrayEquals(Golden.named("uint8-le").values(0, 0), all.data().toArray(ValueLayout.JAVA_BYTE));
            assertThrows(RoimillException.class, () -> roi.table("my_core"));
            assertThrows(RoimillException.class, () -> roi.pixels("other", 0));
        }
    }

    @Test
    void levelsComeWithTheirGrids() throws IOException {
        try (Roi roi = format.open(golden("pyramid-pages"), OpenOptions.DEFAULT)) {
            Element element = roi.elements().getFirst();
            assertEquals(4, element.levels().size());
            assertEquals(roi.pixels(element.name(), 3).spec(), element.levels().get(3));
        }
    }

    @Test
    void severalImagesHaveDistinctNames() throws IOException {
        try (Roi roi = format.open(golden("ome-two-images"), OpenOptions.DEFAULT)) {
            List<String> names = roi.elements().stream().map(Element::name).toList();
            assertEquals(2, names.size());
            assertEquals(2, new HashSet<>(names).size());
        }
    }

    @Test
    void whatTheUserDeclaresIsBelieved() throws IOException {
        Path file = golden("pages-zyx");
        RoimillException silent = assertThrows(RoimillException.class, () -> format.open(file, OpenOptions.DEFAULT));
        assertEquals(Failure.USAGE, silent.failure());
        assertTrue(silent.getMessage().contains("--axes"), silent.getMessage());
        Declared declared = new Declared("zyx", Map.of(Axis.Z, 2.0, Axis.X, 0.5), Unit.MICROMETER, List.of());
        try (Roi roi = format.open(file, new OpenOptions(declared, List.of(), false, true))) {
            RasterSpec spec = (RasterSpec) roi.elements().getFirst().spec();
            assertEquals("zyx", spec.axes().toString());
            assertEquals(2.0, spec.grid().spacing(Axis.Z));
            assertTrue(spec.grid().isCalibrated(Axis.X));
        }
    }

    @Test
    void deltasNeedAStore() throws IOException {
        Path file = golden("uint8-le");
        OpenOptions options = new OpenOptions(Declared.NOTHING, List.of(file), false, true);
        RoimillException refused = assertThrows(RoimillException.class, () -> format.open(file, options));
        assertTrue(refused.getMessage().contains("roimill convert"), refused.getMessage());
    }

    private Path golden(String name) throws IOException {
        return Golden.named(name).write(folder);
    }
}
