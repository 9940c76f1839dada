package org.roimill.core.space;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.error.RoimillException;

class LengthTest {
    private static final Grid GRID = Grid.of("zyx", 10, 100, 100)
            .withSpacing(Map.of(Axis.Z, 2.0, Axis.Y, 0.5, Axis.X, 500.0), Unit.MICROMETER)
            .withSpacing(Map.of(Axis.X, 500.0), Unit.NANOMETER);

    @ParameterizedTest
    @CsvSource({
        "8, 8, ",
        "2.5 um, 2.5, MICROMETER",
        "2.5um, 2.5, MICROMETER",
        "2.5 µm, 2.5, MICROMETER",
        "2.5 μm, 2.5, MICROMETER",
        "3 microns, 3, MICROMETER",
        "3 micrometres, 3, MICROMETER",
        "-1e-3 mm, -0.001, MILLIMETER",
        ".5 nm, 0.5, NANOMETER",
        "12 px, 12, ",
        "4 Å, 4, ANGSTROM",
        " 1. in , 1, INCH",
    })
    void lengthsAreRead(String text, double value, Unit unit) {
        Length length = Length.parse(text);
        assertEquals(new Length(List.of(new Length.Part(value, unit))), length);
        assertEquals(length, Length.parse(length.toString()));
    }

    @Test
    void listsAndNumbersAreReadToo() {
        assertEquals(Length.voxels(8), Length.parse(8));
        Length list = Length.parse(List.of(1, "2 um", 3.5));
        assertEquals("[1, 2 um, 3.5]", list.toString());
        assertEquals(list, Length.parse(list.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "um", "3 s", "3 parsec", "1,5 um", "[]", "[1, ]", "1 2", "--1", "true"})
    void whatIsNoLengthIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Length.parse(text));
    }

    @Test
    void whatIsNoListOfLengthsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Length.parse(List.of()));
        assertThrows(IllegalArgumentException.class, () -> Length.parse(List.of(List.of(1))));
        assertThrows(IllegalArgumentException.class, () -> Length.parse(null));
    }

    @Test
    void physicalLengthsCountTheVoxelsOfEachAxis() {
        assertArrayEquals(new double[] {1, 4, 4}, Length.parse("2 um").voxels(GRID, Axes.ZYX), 1e-12);
        assertArrayEquals(new double[] {3, 3}, Length.parse(3).voxels(GRID, Axes.YX));
        assertArrayEquals(
                new double[] {1, 2, 6}, Length.parse("[1, 1 um, 3000 nm]").voxels(GRID, Axes.ZYX), 1e-12);
    }

    @Test
    void withoutAVoxelSizeTheMessageNamesTheOption() {
        Grid bare = Grid.of("yx", 5, 5);
        RoimillException e =
                assertThrows(RoimillException.class, () -> Length.parse("1 um").voxels(bare, Axes.YX));
        assertTrue(e.getMessage().contains("--pixel-size"), e.getMessage());
        assertThrows(RoimillException.class, () -> Length.parse("[1, 2]").voxels(GRID, Axes.ZYX));
    }

    @Test
    void unitsAreFoundByEveryNameAndTurnIntoEachOther() {
        for (Unit a : Unit.values()) {
            assertEquals(a, Unit.find(a.symbol()));
            assertEquals(a, Unit.find(a.fullName()));
            for (Unit b : Unit.values()) {
                if (a.isTime() == b.isTime()) {
                    assertEquals(1, a.in(b) * b.in(a), 1e-15);
                } else {
                    assertThrows(IllegalArgumentException.class, () -> a.in(b));
                }
            }
        }
        assertEquals(1000, Unit.MICROMETER.in(Unit.NANOMETER), 1e-9);
        assertNull(Unit.find("furlong"));
    }
}
