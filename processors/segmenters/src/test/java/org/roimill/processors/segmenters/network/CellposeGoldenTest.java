package org.roimill.processors.segmenters.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.roimill.core.pixel.Block;
import org.roimill.testkit.Golden;

/** Holds padding, tiles, tapers and resizing against what Cellpose 4.1.1 gives for the rules of both its versions. */
class CellposeGoldenTest {
    private static final Golden GOLDEN = new Golden(CellposeGoldenTest.class);

    @ParameterizedTest
    @CsvSource({"CELLPOSE3,224,false", "CELLPOSE4,256,false", "CELLPOSE3,224,true", "CELLPOSE4,256,true"})
    void tilesOfEveryLengthLieWhereCellposesDo(TileAxis.Rule rule, int side, boolean augmented) {
        String name = rule.name().toLowerCase(Locale.ROOT) + (augmented ? "_augmented" : "_plain");
        Block table = GOLDEN.get(name);
        Block starts = GOLDEN.get(name + "_starts");
        long at = 0;
        for (int size = 1; size <= table.region().size(0); size++) {
            TileAxis axis = TileAxis.of(rule, size, side, 0.1, augmented, 8, rule == TileAxis.Rule.CELLPOSE4);
            long row = 4L * (size - 1);
            assertEquals(table.getLong(row), axis.before(), "padding before " + size);
            assertEquals(table.getLong(row + 2), axis.count(), "tiles of " + size);
            assertEquals(table.getLong(row + 3), axis.side(), "side for " + size);
            for (long start : axis.starts()) {
                assertEquals(starts.getLong(at++) - axis.before(), start, "starts of " + size);
            }
        }
        assertEquals(starts.voxels(), at);
    }

    @ParameterizedTest
    @CsvSource({"224,224", "224,112", "256,256", "256,112", "320,320", "320,112"})
    void tapersAreThoseOfCellpose(int height, int width) {
        double[] down = taper(height, width);
        double[] across = taper(width, height);
        Block golden = GOLDEN.get("taper_" + height + "x" + width);
        for (int x = 0; x < width; x++) {
            assertEquals(golden.get(x), down[height / 2] * across[x], 1e-14);
            assertEquals(golden.get(width + x), down[20] * across[x], 1e-14);
        }
    }

    private static double[] taper(int side, int across) {
        return TileAxis.of(TileAxis.Rule.PLAIN, side, side, 0.1, false, 8, true).taper(across);
    }

    @ParameterizedTest
    @CsvSource({"23,31", "40,77", "11,13", "9,50", "1,2"})
    void imagesAreResizedAsByOpenCv(int height, int width) {
        Block image = GOLDEN.get("image");
        Block expected = GOLDEN.get("resized_" + height + "x" + width);
        LinearAxis down = LinearAxis.of(image.region().size(0), height);
        LinearAxis across = LinearAxis.of(image.region().size(1), width);
        for (long y = 0; y < height; y++) {
            for (long x = 0; x < width; x++) {
                double top = mix(image, down.lower(y), across, x);
                double bottom = mix(image, down.upper(y), across, x);
                double value = top + (bottom - top) * down.weight(y);
                assertEquals(expected.get(expected.index(y, x)), value, 5e-7, y + ", " + x);
            }
        }
    }

    private static double mix(Block image, long y, LinearAxis across, long x) {
        double left = image.get(image.index(y, across.lower(x)));
        double right = image.get(image.index(y, across.upper(x)));
        return left + (right - left) * across.weight(x);
    }
}
