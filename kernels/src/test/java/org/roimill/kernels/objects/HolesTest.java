package org.roimill.kernels.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;
import org.roimill.kernels.labelling.Connectivity;
import org.roimill.kernels.labelling.Labelling;

class HolesTest {
    private static List<Holes.Filled> find(Block labels) {
        Extents extents = new Extents(labels.region()).add(labels);
        Holes holes = new Holes();
        List<Holes.Filled> filled = new ArrayList<>();
        for (int id : extents.ids()) {
            filled.add(holes.find(labels, id, extents.box(id)));
        }
        return filled;
    }

    private static Block rows(String... rows) {
        Block labels = Blocks.zeros(DType.U32, rows.length, rows[0].length());
        for (int i = 0; i < labels.voxels(); i++) {
            char c = rows[i / rows[0].length()].charAt(i % rows[0].length());
            labels.setLong(i, c == '.' ? 0 : c - '0');
        }
        return labels;
    }

    private static Block filled(Block labels) {
        Block out = Blocks.copy(labels);
        Holes.paint(find(labels), out);
        return out;
    }

    @Test
    void objectsInHolesStayAndTheInnermostFills() {
        Block labels = rows(
                "1111111.3", //
                "1.....1..",
                "1.222.1..",
                "1.2.2.1..",
                "1.222.1..",
                "1.....144",
                "11111114.");
        Block expected = rows(
                "1111111.3", //
                "1111111..",
                "1122211..",
                "1122211..",
                "1122211..",
                "111111144",
                "11111114.");
        assertArrayEquals(Blocks.ints(expected), Blocks.ints(filled(labels)));
        Holes.Filled outer = find(labels).get(0);
        assertEquals(49, outer.area());
        assertEquals(17, outer.count());
    }

    @Test
    void stepsGoThroughSharedFacesOnly() {
        Block labels = rows(
                "11.", //
                "1.1", "111");
        assertArrayEquals(
                Blocks.ints(rows(
                        "11.", //
                        "111", "111")),
                Blocks.ints(filled(labels)));
    }

    @Test
    void ofTwoThatCoverTheSameTheLowerIdWins() {
        Holes.Filled a = new Holes.Filled(-5, 9, 1, Region.ofShape(3, 3), new int[] {4, 5});
        Holes.Filled b = new Holes.Filled(6, 9, 1, Region.ofShape(3, 3), new int[] {4, 5});
        for (List<Holes.Filled> order : List.of(List.of(a, b), List.of(b, a))) {
            Block out = Blocks.zeros(DType.U32, 3, 3);
            Holes.paint(order, out);
            assertArrayEquals(new long[] {0, 0, 0, 0, 6, 0, 0, 0, 0}, Blocks.ints(out));
        }
    }

    /** A hole is a part of what is not the object that has no voxel on the box's faces. */
    @Test
    void holesAreThePartsThatReachNoFace() {
        Random random = new Random(1);
        long found = 0;
        for (int round = 0; round < 200; round++) {
            int dims = 2 + round % 2;
            Block labels = Blocks.random(
                    DType.U32,
                    random,
                    0.15,
                    4,
                    random.longs(dims, 1, dims == 2 ? 14 : 9).toArray());
            for (long i = 0; i < labels.voxels(); i++) {
                if (random.nextInt(5) < 3) {
                    labels.setLong(i, 1);
                }
            }
            Holes.Filled filled = new Holes().find(labels, 1, labels.region());
            Block other = Blocks.zeros(DType.U8, labels.region());
            for (long i = 0; i < labels.voxels(); i++) {
                other.setLong(i, labels.getLong(i) == 1 ? 0 : 1);
            }
            Block parts = Blocks.zeros(DType.U32, labels.region());
            Labelling.components(other, Connectivity.FACES, parts);
            Extents open = new Extents(parts.region()).add(parts);
            List<Integer> edges = new ArrayList<>();
            for (int id : open.atEdges()) {
                edges.add(id);
            }
            Block expected = Blocks.copy(labels);
            long area = 0;
            for (long i = 0; i < labels.voxels(); i++) {
                boolean hole = labels.getLong(i) != 1 && !edges.contains((int) parts.getLong(i));
                area += hole || labels.getLong(i) == 1 ? 1 : 0;
                if (hole && labels.getLong(i) == 0) {
                    expected.setLong(i, 1);
                    found++;
                }
            }
            Block out = Blocks.copy(labels);
            Holes.paint(List.of(filled), out);
            assertArrayEquals(Blocks.ints(expected), Blocks.ints(out));
            assertEquals(area, filled.area());
        }
        assertTrue(found > 100);
    }

    @Test
    void paintedInPartsInAnyOrderIsTheWhole() {
        Random random = new Random(2);
        for (int round = 0; round < 60; round++) {
            int dims = 2 + round % 2;
            Region place = Region.at(
                    random.longs(dims, -5, 500).toArray(),
                    random.longs(dims, 1, 14).toArray());
            Block labels =
                    Blocks.random(DType.U32, random, 0.2, 4, place.shape()).at(place);
            List<Holes.Filled> all = find(labels);
            Block whole = filled(labels);
            Block parts = Blocks.zeros(DType.U32, place);
            for (Region cell : place.cells(random.longs(dims, 1, 6).toArray())) {
                Collections.shuffle(all, random);
                Block part = Blocks.cut(labels, cell);
                Holes.paint(all, part);
                part.copyTo(parts);
            }
            assertTrue(Blocks.same(whole, parts));
        }
    }
}
