package org.roimill.core.pixel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.roimill.core.space.Region;

class BlockTest {
    private static Block random(DType type, Region region, Random r, Arena arena) {
        Block block = Block.zeros(type, region, arena);
        for (long i = 0; i < block.voxels(); i++) {
            block.set(i, r.nextInt(100));
        }
        return block;
    }

    @Test
    void copyingIsTheNaiveLoop() {
        Random r = new Random(1);
        for (int round = 0; round < 600; round++) {
            try (Arena arena = Arena.ofConfined()) {
                int dims = r.nextInt(5);
                DType type = DType.values()[r.nextInt(DType.values().length)];
                Region from = Region.at(
                        r.longs(dims, -2, 2).toArray(), r.longs(dims, 0, 6).toArray());
                // Often the same sides, so that runs over several axes are met.
                Region to = from;
                for (int d = 0; d < dims; d++) {
                    if (r.nextInt(3) == 0) {
                        to = to.with(d, from.min(d) - r.nextInt(3) + 1, from.max(d) + r.nextInt(3) - 1);
                    }
                }
                Block source = random(type, from, r, arena);
                Block target = random(type, to, r, arena);
                double[] expected = new double[(int) target.voxels()];
                int k = 0;
                for (Region voxel : to.cells(ones(dims))) {
                    long[] p = voxel.min();
                    expected[k] = from.contains(p) ? source.get(source.index(p)) : target.get(k);
                    k++;
                }
                source.copyTo(target);
                for (int i = 0; i < expected.length; i++) {
                    assertEquals(expected[i], target.get(i), from + " to " + to + " at " + i);
                }
            }
        }
    }

    private static long[] ones(int dims) {
        long[] ones = new long[dims];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void onlyWhatBothCoverCanBeCopied() {
        try (Arena arena = Arena.ofConfined()) {
            Block a = Block.zeros(DType.U8, Region.ofShape(3, 3), arena);
            Block b = Block.zeros(DType.U8, Region.ofShape(2, 4), arena);
            assertThrows(IndexOutOfBoundsException.class, () -> a.copyTo(b, Region.ofShape(3, 3)));
            assertThrows(IndexOutOfBoundsException.class, () -> a.copyTo(b, Region.ofShape(2, 4)));
            Block c = Block.zeros(DType.I8, Region.ofShape(3, 3), arena);
            assertThrows(IllegalArgumentException.class, () -> a.copyTo(c));
        }
    }

    @Test
    void indicesCountInCOrder() {
        try (Arena arena = Arena.ofConfined()) {
            Block block = Block.zeros(DType.U16, Region.at(new long[] {-1, 5, 2}, new long[] {3, 4, 5}), arena);
            long i = 0;
            for (Region voxel : block.region().cells(1, 1, 1)) {
                assertEquals(i++, block.index(voxel.min()));
            }
            assertEquals(20, block.stride(0));
            assertEquals(5, block.stride(1));
            assertEquals(1, block.stride(2));
        }
    }

    @Test
    void slicesShareTheMemory() {
        try (Arena arena = Arena.ofConfined()) {
            Region region = Region.at(new long[] {1, -2, 3, 0}, new long[] {2, 3, 4, 5});
            Block block = random(DType.I32, region, new Random(2), arena);
            for (Region place : region.dims(0, 2).cells(1, 1)) {
                Block plane = block.slice(place.min());
                assertEquals(region.dims(2, 4), plane.region());
                for (Region voxel : plane.region().cells(1, 1)) {
                    long[] p = place.join(voxel).min();
                    assertEquals(block.get(block.index(p)), plane.get(plane.index(voxel.min())));
                }
            }
            block.slice(2, 0).fill(77);
            assertEquals(77, block.get(block.index(2, 0, 3, 0)));
            assertEquals(region, block.slice().region());
            assertEquals(1, block.slice(1, -2, 3, 0).voxels());
            assertThrows(IndexOutOfBoundsException.class, () -> block.slice(0));
            assertThrows(IndexOutOfBoundsException.class, () -> block.slice(1, 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void fillingReachesEveryVoxel(DType type) {
        try (Arena arena = Arena.ofConfined()) {
            for (long n : new long[] {0, 1, 2, 3, 63, 64, 1000}) {
                Block block = Block.zeros(type, Region.ofShape(n), arena).fill(1);
                for (long i = 0; i < n; i++) {
                    assertEquals(1, block.get(i));
                }
            }
            if (type.isInteger()) {
                Block block = Block.zeros(type, Region.ofShape(5), arena).fillLong(type == DType.BOOL ? 1 : -1);
                assertEquals(type.isUnsigned() ? type.max() : -1, block.get(4));
            } else {
                Block block = Block.zeros(type, Region.ofShape(5), arena);
                assertThrows(IllegalStateException.class, () -> block.getLong(0));
            }
        }
    }

    @Test
    void memoryMustFit() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(64, 64);
            Region eight = Region.ofShape(8);
            assertEquals(8, Block.over(DType.I64, eight, memory).voxels());
            assertThrows(IllegalArgumentException.class, () -> Block.over(DType.I32, eight, memory));
            MemorySegment odd = memory.asSlice(1, 8);
            assertThrows(IllegalArgumentException.class, () -> Block.over(DType.I64, Region.ofShape(1), odd));
            MemorySegment heap = MemorySegment.ofArray(new long[8]);
            assertThrows(IllegalArgumentException.class, () -> Block.over(DType.I64, eight, heap));
        }
    }

    @Test
    void theSameBytesCanBeSeenElsewhereAndAsAnotherType() {
        try (Arena arena = Arena.ofConfined()) {
            Block block = Block.zeros(DType.F32, Region.ofShape(2, 3), arena).fill(1);
            assertEquals(0x3F800000, block.as(DType.I32).getLong(5));
            assertThrows(IllegalArgumentException.class, () -> block.as(DType.I16));
            assertEquals(
                    1, block.at(Region.at(new long[] {5, 5}, new long[] {2, 3})).get(0));
            assertThrows(IllegalArgumentException.class, () -> block.at(Region.ofShape(3, 2)));
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "roimill.long", matches = "true")
    void moreVoxelsThanAnIntCounts() {
        try (Arena arena = Arena.ofConfined()) {
            long side = (1L << 31) + 10;
            Block block = Block.zeros(DType.U8, Region.ofShape(2, side / 2), arena);
            block.fill(3);
            block.set(side - 1, 9);
            assertEquals(3, block.get((1L << 31) - 1));
            assertEquals(9, block.slice(1).get(side / 2 - 1));
            Block end = Block.zeros(DType.U8, Region.at(new long[] {1, side / 2 - 4}, new long[] {1, 4}), arena);
            block.copyTo(end);
            assertEquals(9, end.get(3));
            assertEquals(3, end.get(2));
        }
    }
}
