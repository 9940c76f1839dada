package org.roimill.core.pixel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BorderTest {
    /** The way of the padded index, one step at a time, as one would walk it on paper. */
    private static long walk(Border border, long i, long size) {
        long at = i < 0 ? 0 : size - 1;
        long direction = i < 0 ? 1 : -1;
        if (border == Border.ZERO) {
            return -1;
        }
        if (border == Border.NEAREST || size == 1) {
            return at;
        }
        long steps = i < 0 ? -i : i - size + 1;
        if (border == Border.REFLECT) {
            // The first step stays on the voxel at the edge.
            steps--;
        }
        while (steps > 0) {
            long next = at + direction;
            if (next < 0 || next >= size) {
                direction = -direction;
                next = border == Border.REFLECT ? at : at + direction;
            }
            at = next;
            steps--;
        }
        return at;
    }

    @Test
    void everyBorderIsTheWalk() {
        for (Border border : Border.values()) {
            for (long size = 1; size <= 7; size++) {
                for (long i = -30; i <= 30; i++) {
                    boolean inside = i >= 0 && i < size;
                    if (border == Border.CLIP && !inside) {
                        long at = i;
                        long n = size;
                        assertThrows(IndexOutOfBoundsException.class, () -> border.map(at, n));
                    } else {
                        assertEquals(
                                inside ? i : walk(border, i, size),
                                border.map(i, size),
                                border + " " + i + " of " + size);
                    }
                }
            }
        }
    }

    @Test
    void theExamplesOfTheManualHold() {
        // d c b a | a b c d | d c b a, and d c b | a b c d | c b a.
        assertEquals("dcbaabcddcba", pad(Border.REFLECT, 4));
        assertEquals("cdcbabcdcbab", pad(Border.MIRROR, 4).replace(' ', '-'));
        assertEquals("aaaaabcddddd", pad(Border.NEAREST, 4));
    }

    private static String pad(Border border, int by) {
        StringBuilder s = new StringBuilder();
        for (int i = -by; i < 4 + by; i++) {
            s.append("abcd".charAt((int) border.map(i, 4)));
        }
        return s.toString();
    }
}
