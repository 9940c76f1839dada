package org.roimill.core.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxesTest {
    /** All 32 sets of axes. */
    static List<Axes> all() {
        List<Axes> all = new ArrayList<>();
        for (int set = 0; set < 32; set++) {
            List<Axis> axes = new ArrayList<>();
            for (Axis axis : Axis.values()) {
                if ((set >> axis.ordinal() & 1) == 1) {
                    axes.add(axis);
                }
            }
            all.add(Axes.of(axes));
        }
        return all;
    }

    @Test
    void axesAreReadAsTheyAreWritten() {
        for (Axes axes : all()) {
            assertEquals(axes, Axes.of(axes.toString()));
            assertEquals(axes.hashCode(), Axes.of(axes.toString()).hashCode());
        }
        assertEquals(Axes.CZYX, Axes.of("CZYX"));
    }

    @Test
    void anotherOrderATwinAndAStrangerAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Axes.of("xy"));
        assertThrows(IllegalArgumentException.class, () -> Axes.of("yyx"));
        assertThrows(IllegalArgumentException.class, () -> Axes.of("yxs"));
    }

    @Test
    void setsObeyTheLawsOfSets() {
        for (Axes a : all()) {
            for (Axes b : all()) {
                assertEquals(a.union(b), b.union(a));
                assertEquals(a.intersection(b), b.intersection(a));
                assertEquals(a, a.without(b).union(a.intersection(b)));
                assertEquals(Axes.NONE, a.without(b).intersection(b));
                assertEquals(a.union(b).equals(a), a.containsAll(b));
                for (Axis axis : Axis.values()) {
                    assertEquals(a.has(axis) || b.has(axis), a.union(b).has(axis));
                    assertEquals(a.has(axis) && b.has(axis), a.intersection(b).has(axis));
                }
            }
        }
    }

    @Test
    void positionsCountFromTheSlowest() {
        for (Axes a : all()) {
            for (int i = 0; i < a.count(); i++) {
                assertEquals(i, a.indexOf(a.get(i)));
            }
        }
        assertEquals(-1, Axes.YX.indexOf(Axis.Z));
        assertEquals(Axes.ZYX, Axes.TCZYX.spatial());
        assertTrue(Axes.ZYX.has(Axis.Z));
        assertFalse(Axes.YX.has(Axis.Z));
    }
}
