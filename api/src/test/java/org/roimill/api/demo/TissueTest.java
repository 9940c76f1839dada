package org.roimill.api.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.element.Column;
import org.roimill.core.element.Pixels;
import org.roimill.core.element.Table;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.format.Element;
import org.roimill.core.format.Formats;
import org.roimill.core.format.OpenOptions;
import org.roimill.core.format.Roi;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.core.space.Unit;

class TissueTest {
    private static final int SIZE = 300;

    @TempDir
    private static Path folder;

    private static Roi roi;

    @BeforeAll
    static void make() {
        Path store = folder.resolve("roi.zarr");
        Tissue.make(store, 7, SIZE);
        roi = Formats.open(store, OpenOptions.DEFAULT);
    }

    @Test
    void aSeedMeansTheSameVoxelsOnEveryMachine() {
        assertEquals("de045448a9639fe6", digest(roi));
    }

    @Test
    void everyRoiOfAFolderIsAnotherOne() {
        List<Path> stores = Tissue.make(folder.resolve("more"), 3, 7, 128);
        assertEquals(
                List.of("roi_000.zarr", "roi_001.zarr", "roi_002.zarr"),
                stores.stream().map(s -> s.getFileName().toString()).toList());
        Set<String> digests = new HashSet<>();
        for (Path store : stores) {
            try (Roi made = Formats.open(store, OpenOptions.DEFAULT)) {
                digests.add(digest(made));
            }
        }
        assertEquals(3, digests.size());
        List<Path> again = Tissue.make(folder.resolve("again"), 1, 7, 128);
        try (Roi made = Formats.open(again.getFirst(), OpenOptions.DEFAULT)) {
            assertTrue(digests.contains(digest(made)));
        }
    }

    @Test
    void aStoreHoldsMarkersTruthAndTheSizeOfAPixel() {
        assertEquals(
                List.of("CD3", "DAPI", "ECad", "Ki67", "truth_cells", "truth_nuclei", "truth"),
                roi.elements().stream().map(Element::name).toList());
        Grid grid = roi.pixels("Ki67", 0).spec().grid();
        assertEquals("cyx", grid.axes().toString());
        assertEquals(List.of("Ki67"), roi.pixels("Ki67", 0).spec().channels());
        assertEquals(0.325, grid.spacing(Axis.X));
        assertEquals(Unit.MICROMETER, grid.units().get(Axis.Y));
        assertTrue(grid.drop(Axes.of("c"))
                .alignsWith(roi.pixels("truth_cells", 0).spec().grid()));
    }

    @Test
    void tilesJoinWithoutASeam() {
        Tissue tissue = new Tissue(7, SIZE);
        Region whole = Region.ofShape(SIZE, SIZE);
        Tile all = tissue.tile(whole);
        for (Marker marker : List.of(Marker.DAPI, Marker.ECAD)) {
            short[] expected = tissue.counts(all, tissue.haze(all), marker);
            for (Region part : whole.cells(130, 170)) {
                Tile tile = tissue.tile(part);
                short[] counts = tissue.counts(tile, tissue.haze(tile), marker);
                assertArrayEquals(cut(expected, part), counts, part + " " + marker);
            }
        }
    }

    private static short[] cut(short[] whole, Region part) {
        short[] cut = new short[(int) part.voxels()];
        int width = (int) part.size(1);
        for (int y = 0; y < part.size(0); y++) {
            System.arraycopy(whole, ((int) part.min(0) + y) * SIZE + (int) part.min(1), cut, y * width, width);
        }
        return cut;
    }

    @Test
    void everyNucleusLiesInItsOwnCellAndTheTableCountsBoth() {
        int[] nuclei = ints("truth_nuclei");
        int[] cells = ints("truth_cells");
        Table table = roi.table("truth");
        long[] nucleusArea = new long[table.rows()];
        long[] cellArea = new long[table.rows()];
        long[] sumY = new long[table.rows()];
        for (int i = 0; i < cells.length; i++) {
            if (nuclei[i] != 0) {
                assertEquals(cells[i], nuclei[i]);
                nucleusArea[nuclei[i] - 1]++;
                sumY[nuclei[i] - 1] += i / SIZE;
            }
            if (cells[i] != 0) {
                cellArea[cells[i] - 1]++;
            }
        }
        assertTrue(table.rows() > 40, table.rows() + " cells");
        assertArrayEquals(nucleusArea, integers(table, "nucleus_area"));
        assertArrayEquals(cellArea, integers(table, "cell_area"));
        double[] y = ((Column.Numbers) table.columns().get("y")).values();
        for (int i = 0; i < y.length; i++) {
            assertTrue(nucleusArea[i] > 60 && cellArea[i] > nucleusArea[i], "cell " + (i + 1));
            assertEquals((double) sumY[i] / nucleusArea[i], y[i]);
            assertEquals(i + 1, integers(table, "label")[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Tissue.NUCLEI, Tissue.CELLS})
    void aNucleusIsOnePieceAndSoIsACell(String element) {
        int[] labels = ints(element);
        boolean[] seen = new boolean[labels.length];
        Set<Integer> met = new HashSet<>();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != 0 && !seen[i]) {
                assertTrue(met.add(labels[i]), labels[i] + " has another piece at " + i);
                flood(labels, seen, i);
            }
        }
        assertEquals(roi.table("truth").rows(), met.size());
    }

    private static void flood(int[] labels, boolean[] seen, int start) {
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        seen[start] = true;
        while (!open.isEmpty()) {
            int at = open.pop();
            for (int next : new int[] {at - 1, at + 1, at - SIZE, at + SIZE}) {
                if (next >= 0 && next < labels.length && !seen[next] && labels[next] == labels[at]) {
                    seen[next] = true;
                    open.push(next);
                }
            }
        }
    }

    @Test
    void positiveCellsShineInTheirMarker() {
        int[] cells = ints("truth_cells");
        for (String marker : List.of("DAPI", "ECad", "CD3", "Ki67")) {
            boolean[] positive = ((Column.Truths) roi.table("truth").columns().get(marker)).values();
            int[] image = ints(marker);
            double[] sums = new double[2];
            double[] counts = new double[2];
            for (int i = 0; i < cells.length; i++) {
                int group = cells[i] != 0 && positive[cells[i] - 1] ? 1 : 0;
                sums[group] += image[i];
                counts[group]++;
            }
            double others = sums[0] / counts[0];
            double those = sums[1] / counts[1];
            assertTrue(those > 3 * others, marker + " " + those + " beside " + others);
            assertTrue(others > 100 && Arrays.stream(image).max().orElseThrow() < 20_000, marker);
        }
    }

    @Test
    void whatIsThereIsNotReplacedAndSizesHaveLimits() {
        Path there = folder.resolve("roi.zarr");
        RoimillException exists = assertThrows(RoimillException.class, () -> Tissue.make(there, 7, 64));
        assertEquals(Failure.EXISTS, exists.failure());
        Path small = folder.resolve("small.zarr");
        RoimillException usage = assertThrows(RoimillException.class, () -> Tissue.make(small, 7, 8));
        assertEquals(Failure.USAGE, usage.failure());
        assertTrue(Files.notExists(small));
    }

    @Test
    void otherSeedsMakeOtherTissue() {
        Tissue one = new Tissue(1, 128);
        Tissue two = new Tissue(2, 128);
        Region whole = Region.ofShape(128, 128);
        assertNotEquals(Arrays.hashCode(one.tile(whole).cell), Arrays.hashCode(two.tile(whole).cell));
    }

    private static long[] integers(Table table, String column) {
        return ((Column.Integers) table.columns().get(column)).values();
    }

    private static int[] ints(String element) {
        Pixels pixels = roi.pixels(element, 0);
        try (Arena arena = Arena.ofConfined()) {
            Block block =
                    Block.zeros(pixels.spec().dtype(), pixels.spec().grid().region(), arena);
            pixels.read(block);
            int[] values = new int[(int) block.voxels()];
            Arrays.setAll(values, i -> (int) block.getLong(i));
            return values;
        }
    }

    /** Of the voxels of all rasters at full resolution. */
    private static String digest(Roi made) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (Element element : made.elements()) {
                if (element.kind().isRaster()) {
                    Pixels pixels = made.pixels(element.name(), 0);
                    try (Arena arena = Arena.ofConfined()) {
                        Block block = Block.zeros(
                                pixels.spec().dtype(), pixels.spec().grid().region(), arena);
                        pixels.read(block);
                        sha.update(block.data().asByteBuffer());
                    }
                }
            }
            return HexFormat.of().formatHex(sha.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
