package org.roimill.processors.masks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.testkit.Trial;

class RingMaskTest {
    /** A square of 9 in the middle, and one of 5 by 9 that the left edge cuts. */
    private static Block squares() {
        Block labels = Block.zeros(DType.I32, Region.ofShape(21, 30), Arena.ofAuto());
        for (long y = 6; y < 15; y++) {
            for (long x = 0; x < 5; x++) {
                labels.setLong(labels.index(y, x), 4);
            }
            for (long x = 15; x < 24; x++) {
                labels.setLong(labels.index(y, x), 9);
            }
        }
        return labels;
    }

    private static Block ring(double bigger, double smaller) {
        return Trial.of(new RingMask())
                .given("labels", "yx", squares())
                .with("rad_bigger", bigger)
                .with("rad_smaller", smaller)
                .run();
    }

    private static long count(Block labels, long id) {
        long n = 0;
        for (long i = 0; i < labels.voxels(); i++) {
            n += labels.getLong(i) == id ? 1 : 0;
        }
        return n;
    }

    @Test
    void oneLayerIsStrippedByMinusOne() {
        assertEquals(81 - 49, count(ring(0, -1), 9));
    }

    @Test
    void anObjectIsNotErodedAtTheEdgeOfTheImage() {
        Block layer = ring(0, -1);
        assertEquals(45 - 4 * 7, count(layer, 4));
        assertEquals(0, layer.getLong(layer.index(10, 0)));
    }

    @Test
    void aRingCanLieOnBothSidesOfTheOutline() {
        Block ring = ring(1, -1);
        assertEquals(81 + 4 * 9 - 49, count(ring, 9));
        assertEquals(9, ring.getLong(ring.index(10, 14)));
        assertEquals(9, ring.getLong(ring.index(10, 15)));
        assertEquals(0, ring.getLong(ring.index(10, 16)));
    }

    @Test
    void aRingWithinKeepsTheLayersBetween() {
        assertEquals(49 - 25, count(ring(-1, -2), 9));
    }

    @Test
    void radiiInTheWrongOrderAreRefused() {
        RoimillException e = assertThrows(RoimillException.class, () -> ring(2, 2));
        assertEquals(Failure.USAGE, e.failure());
    }
}
