package org.roimill.kernels.objects;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.kernels.Blocks;

class RenumberTest {
    /** More voxels than are renumbered at a time, and ids on both sides of 2^31. */
    private static Block labels(Random random) {
        Block labels = Blocks.random(DType.U32, random, 0.3, 400, 3, 31, 47);
        for (long i = 0; i < labels.voxels(); i++) {
            long id = labels.getLong(i);
            labels.setLong(i, id % 2 == 0 ? id : 0xFFFFFFFFL - id);
        }
        return labels;
    }

    @ParameterizedTest
    @EnumSource(Renumber.Order.class)
    void theKeptAreNumberedFromOneInTheirOrderWholeOrInParts(Renumber.Order order) {
        Random random = new Random(5);
        for (int round = 0; round < 20; round++) {
            Block labels = labels(random);
            Extents extents = new Extents(labels.region()).add(labels);
            int[] kept = Arrays.stream(extents.ids())
                    .filter(id -> random.nextInt(3) > 0)
                    .toArray();
            Renumber renumber = Renumber.of(extents, kept, order);
            long[] expected = expected(Blocks.ints(labels), kept, order);
            assertEquals(kept.length, renumber.size());

            Block parts = Blocks.byBlocks(DType.U32, labels.region(), new long[] {2, 10, 9}, part -> {
                Block cut = Blocks.cut(labels, part);
                renumber.apply(cut);
                return cut;
            });
            renumber.apply(labels);
            assertArrayEquals(expected, Blocks.ints(labels));
            assertArrayEquals(expected, Blocks.ints(parts));
        }
    }

    private static long[] expected(long[] labels, int[] kept, Renumber.Order order) {
        long[] ids =
                Arrays.stream(kept).mapToLong(Integer::toUnsignedLong).sorted().toArray();
        long[] inOrder = order == Renumber.Order.BY_ID ? ids : labels;
        Map<Long, Long> numbers = new LinkedHashMap<>();
        for (long id : inOrder) {
            if (Arrays.binarySearch(ids, id) >= 0) {
                numbers.putIfAbsent(id, numbers.size() + 1L);
            }
        }
        return Arrays.stream(labels).map(id -> numbers.getOrDefault(id, 0L)).toArray();
    }
}
