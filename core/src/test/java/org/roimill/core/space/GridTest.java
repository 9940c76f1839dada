package org.roimill.core.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GridTest {
    private static final Grid CZYX = Grid.of("czyx", 3, 5, 40, 60)
            .withWorld(
                    Affine.scaling(new double[] {1, 2, 0.5, 0.25}, new double[] {0, 10, -3, 7}),
                    "world",
                    Map.of(Axis.Z, Unit.MICROMETER, Axis.Y, Unit.MICROMETER, Axis.X, Unit.NANOMETER));

    @Test
    void aCropStaysInItsPlace() {
        Random r = new Random(1);
        Grid sheared = CZYX.withWorld(AffineTest.random(r, 4), "world", Map.of());
        for (int i = 0; i < 200; i++) {
            Region part =
                    Region.at(r.longs(4, -2, 3).toArray(), r.longs(4, 0, 9).toArray());
            Grid crop = sheared.cropped(part);
            assertArrayEquals(part.shape(), crop.shape());
            long[] p = r.longs(4, -5, 5).toArray();
            double[] inCrop = {p[0], p[1], p[2], p[3]};
            double[] inWhole = {
                p[0] + part.min(0), p[1] + part.min(1), p[2] + part.min(2), p[3] + part.min(3),
            };
            assertArrayEquals(sheared.toWorld().apply(inWhole), crop.toWorld().apply(inCrop), 1e-9);
        }
    }

    @Test
    void aDroppedAxisLeavesTheOthersWhereTheyWere() {
        Grid yx = CZYX.drop(Axes.of("cz"));
        assertEquals(Axes.YX, yx.axes());
        assertArrayEquals(new long[] {40, 60}, yx.shape());
        assertArrayEquals(
                new double[] {-3 + 2 * 0.5, 7 + 3 * 0.25}, yx.toWorld().apply(2, 3));
        assertEquals(Map.of(Axis.Y, Unit.MICROMETER, Axis.X, Unit.NANOMETER), yx.units());
        assertEquals(CZYX, CZYX.drop(Axes.NONE));
    }

    @Test
    void anInsertedAxisStandsInItsPlace() {
        Grid zyx = CZYX.drop(Axes.of("c"));
        Grid again = zyx.insert(Axis.C, 3);
        assertEquals(CZYX, again);
        Grid withT = CZYX.insert(Axis.T, 4);
        assertEquals(Axes.TCZYX, withT.axes());
        assertEquals(4, withT.size(Axis.T));
        assertEquals(CZYX, withT.drop(Axes.of("t")));
        assertThrows(IllegalArgumentException.class, () -> CZYX.insert(Axis.C, 5));
    }

    @Test
    void aCoarserGridLiesOnTheFinerOne() {
        Grid coarse =
                CZYX.resampled(new long[] {3, 5, 20, 30}, new double[] {1, 1, 2, 2}, new double[] {0, 0, 0.5, 0.5}, 1);
        assertEquals(1, coarse.level());
        assertEquals(1, coarse.spacing(Axis.Y));
        assertArrayEquals(
                CZYX.toWorld().apply(0, 0, 2 * 3 + 0.5, 2 * 4 + 0.5),
                coarse.toWorld().apply(0, 0, 3, 4),
                1e-12);
    }

    @Test
    void gridsAlignAlongTheAxesThatBothHave() {
        assertTrue(CZYX.alignsWith(CZYX.drop(Axes.of("c"))));
        assertTrue(CZYX.drop(Axes.of("cz")).alignsWith(CZYX));
        assertTrue(CZYX.alignsWith(CZYX.withLevel(3)));
        assertFalse(CZYX.alignsWith(CZYX.cropped(Region.at(new long[] {0, 0, 1, 0}, CZYX.shape()))));
        assertFalse(CZYX.alignsWith(Grid.of("czyx", 3, 5, 40, 61)));
    }

    @Test
    void roundedNumbersAlignAndADriftOverTheImageDoesNot() {
        Grid wide = Grid.of("yx", 100_000, 100_000).withSpacing(Map.of(Axis.Y, 0.325, Axis.X, 0.325), Unit.MICROMETER);
        double rounded = (float) 0.325;
        assertTrue(wide.alignsWith(wide.withSpacing(Map.of(Axis.Y, rounded, Axis.X, rounded), Unit.MICROMETER)));
        assertFalse(wide.alignsWith(wide.withSpacing(Map.of(Axis.Y, 0.3251, Axis.X, 0.325), Unit.MICROMETER)));
        Affine half = Affine.scaling(new double[] {0.325, 0.325}, new double[] {0, 0.1625});
        assertFalse(wide.alignsWith(wide.withWorld(half, Grid.GLOBAL, wide.units())));
    }

    @Test
    void spacingIsSetForTheNamedAxesAlone() {
        Grid grid = Grid.of("zyx", 2, 3, 4).withSpacing(Map.of(Axis.Y, 0.5, Axis.C, 9.0), Unit.NANOMETER);
        assertEquals(0.5, grid.spacing(Axis.Y));
        assertEquals(1, grid.spacing(Axis.X));
        assertTrue(grid.isCalibrated(Axis.Y));
        assertFalse(grid.isCalibrated(Axis.X));
        assertFalse(grid.isCalibrated(Axis.C));
        assertEquals(1, grid.size(Axis.C));
        assertEquals("z=2 y=3 x=4, level 0", grid.toString());
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Grid.of("yx", 1, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> Grid.of("yx", 1, -2));
        assertThrows(IllegalArgumentException.class, () -> CZYX.withWorld(Affine.identity(3), "w", Map.of()));
    }
}
