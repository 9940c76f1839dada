package org.roimill.kernels.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.kernels.Blocks;
import org.roimill.kernels.Golden;

/** Holds ends and labels against what Cellpose 4.1.1 and 3.1.1.3 give. */
class CellposeGoldenTest {
    private static final Golden FOUR = new Golden(CellposeGoldenTest.class, "cellpose4.npz");
    private static final Golden THREE = new Golden(CellposeGoldenTest.class, "cellpose3.npz");

    private static Block ends(Golden golden, String name, int steps, Sampling sampling) {
        Follow settings = Follow.cellpose().withSampling(sampling).withSteps(steps);
        return Maps.ends(steps == 7 ? settings.withThreshold(0.25) : settings, Maps.of(golden.get("maps_" + name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"smooth2", "cells2", "noise2", "pair2", "wind2", "smooth3", "cells3", "noise3"})
    void endsAreThoseOfCellpose(String name) {
        for (int steps : new int[] {200, 7}) {
            Block expected = FOUR.get("ends_" + name + "_" + steps);
            assertArrayEquals(
                    Blocks.ints(expected), Blocks.ints(ends(FOUR, name, steps, Sampling.TORCH)), name + " " + steps);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smooth2", "cells2", "noise2", "smooth3", "cells3"})
    void withoutInterpolationEndsAreThoseOfCellpose3(String name) {
        for (int steps : new int[] {200, 7}) {
            Block expected = THREE.get("nearest_" + name + "_" + steps);
            assertArrayEquals(
                    Blocks.ints(expected), Blocks.ints(ends(THREE, name, steps, Sampling.NEAREST)), name + " " + steps);
        }
    }

    /** Its compiler is free in the order of sums; in mere noise points never rest, and after 200 steps some have parted. */
    @ParameterizedTest
    @CsvSource({
        "smooth2,200,0.001",
        "smooth2,7,0.001",
        "cells2,200,0.001",
        "cells2,7,0.001",
        "noise2,7,0.001",
        "noise2,200,0.02"
    })
    void linearEndsInPlanesAreThoseOfCellpose3(String name, int steps, double few) {
        long[] expected = Blocks.ints(THREE.get("interp_" + name + "_" + steps));
        long[] found = Blocks.ints(ends(THREE, name, steps, Sampling.LINEAR));
        long different = 0;
        for (int i = 0; i < found.length; i++) {
            different += found[i] != expected[i] ? 1 : 0;
        }
        assertTrue(different <= few * found.length, different + " differ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"smooth3", "cells3"})
    void endsInVolumesAreThoseOfCellpose3(String name) {
        Block expected = THREE.get("interp_" + name + "_200");
        assertArrayEquals(Blocks.ints(expected), Blocks.ints(ends(THREE, name, 200, Sampling.TORCH)), name);
    }

    private static Block labels(Block ends, double fraction) {
        Block labels = Blocks.zeros(DType.I32, ends.region());
        long count = Sinks.label(ends, ends.region(), fraction, labels);
        long largest = 0;
        for (long label : Blocks.ints(labels)) {
            largest = Math.max(largest, label);
        }
        assertEquals(largest, count);
        return labels;
    }

    @ParameterizedTest
    @ValueSource(strings = {"cells2", "cells3"})
    void labelsAreThoseOfCellpose(String name) {
        for (int steps : new int[] {200, 7}) {
            for (String fraction : new String[] {"0.4", "0.01"}) {
                long[] expected = Blocks.ints(FOUR.get("masks_" + name + "_" + steps + "_" + fraction));
                Block found = labels(FOUR.get("ends_" + name + "_" + steps), Double.parseDouble(fraction));
                assertArrayEquals(expected, Blocks.ints(found), name + " " + steps + " " + fraction);
            }
        }
        Block found = labels(ends(FOUR, name, 200, Sampling.TORCH), 0.4);
        assertArrayEquals(Blocks.ints(FOUR.get("all_" + name)), Blocks.ints(found), name);
    }

    @Test
    void objectsAreDroppedByTheirSizeAsCellposeDoes() {
        for (String name : new String[] {"a2", "b2", "a3", "b3"}) {
            double[] fractions = Blocks.doubles(FOUR.get("fractions_" + name));
            for (int i = 0; i < fractions.length; i++) {
                long[] expected = Blocks.ints(FOUR.get("gathered_" + name + "_masks_" + i));
                Block found = labels(FOUR.get("gathered_" + name), fractions[i]);
                assertArrayEquals(expected, Blocks.ints(found), name + " " + fractions[i]);
            }
        }
    }
}
