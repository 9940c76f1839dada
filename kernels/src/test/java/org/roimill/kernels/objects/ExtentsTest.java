package org.roimill.kernels.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;

class ExtentsTest {
    @Test
    void theyAreCountedVoxelByVoxel() {
        Random random = new Random(1);
        for (int round = 0; round < 60; round++) {
            int dims = 1 + random.nextInt(3);
            Region domain = place(random, dims);
            Block labels =
                    Blocks.random(DType.U32, random, 0.4, 6, domain.shape()).at(domain);
            Extents extents = new Extents(domain).add(labels);
            int objects = 0;
            for (int id = 1; id < 6; id++) {
                objects += assertCounted(labels, id, extents) ? 1 : 0;
            }
            assertEquals(objects, extents.size());
        }
    }

    private static Region place(Random random, int dims) {
        long[] start = random.longs(dims, -20, 1000).toArray();
        return Region.at(start, random.longs(dims, 1, 12).toArray());
    }

    private static boolean assertCounted(Block labels, int id, Extents extents) {
        Region box = Region.ofShape(new long[labels.region().dims()]);
        long count = 0;
        long first = -1;
        long i = 0;
        long[] one = new long[labels.region().dims()];
        Arrays.fill(one, 1);
        for (Region voxel : labels.region().cells(one)) {
            if (labels.getLong(i) == id) {
                box = box.hull(voxel);
                first = count++ == 0 ? i : first;
            }
            i++;
        }
        assertEquals(count, extents.count(id));
        if (count > 0) {
            assertEquals(box, extents.box(id));
            assertEquals(first, extents.first(id));
        }
        return count > 0;
    }

    @Test
    void eachObjectStartsInOneCell() {
        Random random = new Random(4);
        for (int round = 0; round < 60; round++) {
            int dims = 1 + random.nextInt(3);
            Region domain = place(random, dims);
            Block labels =
                    Blocks.random(DType.U32, random, 0.4, 30, domain.shape()).at(domain);
            labels.setLong(labels.voxels() - 1, 0xFFFFFFF0L);
            Extents extents = new Extents(domain);
            assertEquals(0, extents.startingIn(domain).length);
            extents.add(labels);
            assertArrayEquals(extents.ids(), extents.startingIn(domain));
            for (Region cell : domain.cells(random.longs(dims, 1, 7).toArray())) {
                int[] expected = Arrays.stream(extents.ids())
                        .filter(id -> startsIn(cell, extents.first(id), domain))
                        .toArray();
                assertArrayEquals(expected, extents.startingIn(cell));
            }
            long longest = Arrays.stream(extents.ids())
                    .mapToLong(id -> Arrays.stream(extents.box(id).shape()).sum())
                    .max()
                    .orElse(0);
            assertEquals(longest, extents.longest());
        }
    }

    private static boolean startsIn(Region cell, long raster, Region domain) {
        long i = 0;
        long[] one = new long[domain.dims()];
        Arrays.fill(one, 1);
        for (Region voxel : domain.cells(one)) {
            if (i++ == raster) {
                return cell.contains(voxel);
            }
        }
        throw new IllegalArgumentException("no voxel " + raster);
    }

    @Test
    void anyCutInAnyOrderGivesTheWhole() {
        Random random = new Random(2);
        for (int round = 0; round < 60; round++) {
            int dims = 1 + random.nextInt(3);
            Region domain = place(random, dims);
            Block labels =
                    Blocks.random(DType.I32, random, 0.3, 300, domain.shape()).at(domain);
            labels.setLong(0, -3);
            List<Region> cells = new ArrayList<>();
            domain.cells(random.longs(dims, 1, 7).toArray()).forEach(cells::add);
            Collections.shuffle(cells, random);
            Extents left = new Extents(domain);
            Extents right = new Extents(domain);
            for (Region cell : cells) {
                if (random.nextBoolean()) {
                    left.add(Blocks.cut(labels, cell));
                } else {
                    right.add(labels, cell);
                }
            }
            left.merge(Extents.fromBytes(right.toBytes()));
            assertArrayEquals(new Extents(domain).add(labels).toBytes(), left.toBytes());
        }
    }

    @Test
    void idsAreOrderedAsUnsignedNumbers() {
        Block labels = Blocks.of(DType.U32, new long[] {5}, 4294967295.0, 7, 0, 2147483648.0, 7);
        Extents extents = new Extents(labels.region()).add(labels);
        assertArrayEquals(new int[] {7, Integer.MIN_VALUE, -1}, extents.ids());
        assertArrayEquals(new int[] {7}, extents.atLeast(2));
        assertArrayEquals(new int[] {7, -1}, extents.atEdges());
        Renumber byId = Renumber.of(extents, extents.ids(), Renumber.Order.BY_ID);
        Block numbered = Blocks.copy(labels);
        byId.apply(numbered);
        assertArrayEquals(new long[] {3, 1, 0, 2, 1}, Blocks.ints(numbered));
        Renumber.of(extents, new int[] {7, -1}, Renumber.Order.BY_FIRST_VOXEL).apply(labels);
        assertArrayEquals(new long[] {1, 2, 0, 0, 2}, Blocks.ints(labels));
    }

    @Test
    void damagedStatesAreRefused() {
        Block labels = Blocks.random(DType.U32, new Random(3), 0.3, 9, 6, 7);
        byte[] bytes = new Extents(labels.region()).add(labels).toBytes();
        for (int length : new int[] {0, 3, 20, bytes.length - 1}) {
            assertThrows(RoimillException.class, () -> Extents.fromBytes(Arrays.copyOf(bytes, length)));
        }
        assertThrows(RoimillException.class, () -> Extents.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)));
    }
}
