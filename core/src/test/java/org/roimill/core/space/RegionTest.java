package org.roimill.core.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegionTest {
    private static Region random(Random r, int dims) {
        long[] min = r.longs(dims, -6, 6).toArray();
        long[] shape = r.longs(dims, 0, 6).toArray();
        return Region.at(min, shape);
    }

    /** The voxels of a box, one by one. */
    private static Set<List<Long>> voxels(Region region) {
        Set<List<Long>> found = new HashSet<>();
        long[] p = new long[region.dims()];
        for (long i = 0; i < Math.pow(20, region.dims()); i++) {
            long rest = i;
            for (int d = 0; d < p.length; d++) {
                p[d] = rest % 20 - 8;
                rest /= 20;
            }
            if (region.contains(p)) {
                found.add(Arrays.stream(p).boxed().toList());
            }
        }
        return found;
    }

    @Test
    void boxesAreSetsOfVoxels() {
        Random r = new Random(1);
        for (int i = 0; i < 1500; i++) {
            int dims = 1 + r.nextInt(2);
            Region a = random(r, dims);
            Region b = random(r, dims);
            Set<List<Long>> va = voxels(a);
            Set<List<Long>> vb = voxels(b);
            assertEquals(va.size(), a.voxels());
            assertEquals(va.isEmpty(), a.isEmpty());
            assertEquals(va.containsAll(vb), a.contains(b), a + " " + b);
            Set<List<Long>> both = new HashSet<>(va);
            both.retainAll(vb);
            assertEquals(both, voxels(a.intersect(b)));
            assertEquals(!both.isEmpty(), a.intersects(b), a + " " + b);
            Region hull = a.hull(b);
            assertTrue(hull.contains(a) && hull.contains(b), hull.toString());
            assertEquals(hull.voxels(), b.hull(a).voxels());
        }
    }

    @Test
    void theHullIsTheSmallestBox() {
        Random r = new Random(2);
        for (int i = 0; i < 500; i++) {
            Region a = random(r, 2);
            Region b = random(r, 2);
            Region hull = a.hull(b);
            for (int d = 0; d < 2 && !hull.isEmpty(); d++) {
                Region less = hull.with(d, hull.min(d) + 1, hull.max(d));
                Region fewer = hull.with(d, hull.min(d), hull.max(d) - 1);
                assertFalse(less.contains(a) && less.contains(b), hull + " of " + a + b);
                assertFalse(fewer.contains(a) && fewer.contains(b), hull + " of " + a + b);
            }
        }
    }

    @Test
    void cellsCoverTheBoxOnceAndLieOnTheLattice() {
        Random r = new Random(3);
        for (int i = 0; i < 1500; i++) {
            int dims = 1 + r.nextInt(3);
            Region box = random(r, dims);
            long[] cell = r.longs(dims, 1, 7).toArray();
            long voxels = 0;
            long count = 0;
            Region before = null;
            for (Region c : box.cells(cell)) {
                assertFalse(c.isEmpty());
                assertTrue(box.contains(c));
                for (int d = 0; d < dims; d++) {
                    assertEquals(Math.floorDiv(c.min(d), cell[d]), Math.floorDiv(c.max(d) - 1, cell[d]));
                }
                assertTrue(before == null || follows(before, c), before + " then " + c);
                before = c;
                voxels += c.voxels();
                count++;
            }
            // Different cells of a lattice share nothing, so that the sum says that they cover the box.
            assertEquals(box.voxels(), voxels);
            assertEquals(count, box.countCells(cell));
        }
    }

    private static boolean follows(Region before, Region after) {
        for (int d = 0; d < before.dims(); d++) {
            if (after.min(d) != before.min(d)) {
                return after.min(d) > before.min(d);
            }
        }
        return false;
    }

    @Test
    void cellsReachTheEndOfTheNumbers() {
        long top = Long.MAX_VALUE;
        Region box = Region.between(new long[] {top - 2500}, new long[] {top});
        long voxels = 0;
        for (Region c : box.cells(1000)) {
            voxels += c.voxels();
        }
        assertEquals(2500, voxels);
        Region low = Region.between(new long[] {Long.MIN_VALUE + 1}, new long[] {Long.MIN_VALUE + 11});
        assertEquals(low, low.cells(1000).iterator().next());
        assertEquals(1, Region.ofShape(5).countCells(top));
        assertThrows(IllegalArgumentException.class, () -> box.cells(0));
    }

    @Test
    void aBoxWithoutDimensionsIsOneVoxel() {
        Region point = Region.ofShape();
        assertEquals(1, point.voxels());
        assertFalse(point.isEmpty());
        assertEquals(1, point.countCells());
        assertEquals(point, point.cells().iterator().next());
        assertTrue(point.intersects(point));
    }

    @Test
    void growingAndShrinkingComeBack() {
        Random r = new Random(4);
        for (int i = 0; i < 500; i++) {
            Region a = random(r, 3);
            long[] by = r.longs(3, 0, 5).toArray();
            long[] back = {-by[0], -by[1], -by[2]};
            assertEquals(a, a.grow(by).grow(back));
            assertEquals(a, a.shift(by).shift(back));
            assertTrue(a.grow(by).contains(a));
        }
        assertTrue(Region.ofShape(4).grow(-3).isEmpty());
        assertEquals(
                Region.between(new long[] {-1, 0}, new long[] {4, 7}),
                Region.ofShape(4, 4).grow(new long[] {1, 0}, new long[] {0, 3}));
    }

    @Test
    void dimensionsAreSplitAndJoined() {
        Random r = new Random(5);
        for (int i = 0; i < 200; i++) {
            Region a = random(r, 4);
            int at = r.nextInt(5);
            assertEquals(a, a.dims(0, at).join(a.dims(at, 4)));
        }
    }

    @Test
    void numbersThatPass64BitsAreRefused() {
        long top = Long.MAX_VALUE;
        assertThrows(
                ArithmeticException.class,
                () -> Region.ofShape(1L << 40, 1L << 40).voxels());
        assertEquals(0, Region.ofShape(1L << 40, 1L << 40, 0).voxels());
        assertThrows(ArithmeticException.class, () -> Region.at(new long[] {top}, new long[] {1}));
        assertThrows(ArithmeticException.class, () -> Region.ofShape(top).shift(1));
        assertThrows(ArithmeticException.class, () -> Region.ofShape(top).grow(1));
        assertThrows(ArithmeticException.class, () -> Region.between(new long[] {Long.MIN_VALUE}, new long[] {top}));
        assertThrows(IllegalArgumentException.class, () -> Region.between(new long[2], new long[3]));
    }

    @Test
    void nobodyCanChangeABox() {
        long[] min = {0, 0};
        long[] max = {2, 3};
        Region a = Region.between(min, max);
        max[0] = 9;
        a.min()[0] = 9;
        a.shape()[0] = 9;
        assertEquals(Region.ofShape(2, 3), a);
        assertEquals("[0:2, 0:3]", a.toString());
    }
}
