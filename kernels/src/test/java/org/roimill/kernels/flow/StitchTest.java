package org.roimill.kernels.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;
import org.roimill.kernels.Golden;

class StitchTest {
    private static final Golden FOUR = new Golden(StitchTest.class, "cellpose4.npz");
    private static final double[] THRESHOLDS = {0, 0.1, 0.25, 0.5, 1 / 3.0};
    private static final String[] NAMES = {"0.00", "0.10", "0.25", "0.50", "0.33"};

    private static List<PlaneOverlaps> pairs(Block stack) {
        List<PlaneOverlaps> pairs = new ArrayList<>();
        for (long z = 1; z < stack.region().size(0); z++) {
            pairs.add(PlaneOverlaps.of(stack.slice(z - 1), stack.slice(z)));
        }
        return pairs;
    }

    private static long[] stitched(Block stack, List<PlaneOverlaps> pairs, double threshold, boolean asCellpose) {
        Block out = Blocks.copy(stack);
        List<IdTable> tables = Stitch.chain(pairs, threshold, asCellpose);
        for (int z = 0; z < tables.size(); z++) {
            tables.get(z).apply(stack.slice(z), out.slice(z));
        }
        return Blocks.ints(out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"discs", "gaps", "bars", "blocks", "late_empty", "early_empty", "first_empty", "all_empty"})
    void stacksAreStitchedAsCellposeDoes(String name) {
        Block stack = FOUR.get("stack_" + name);
        for (int t = 0; t < THRESHOLDS.length; t++) {
            long[] expected = Blocks.ints(FOUR.get("stitched_" + name + "_" + NAMES[t]));
            assertArrayEquals(expected, stitched(stack, pairs(stack), THRESHOLDS[t], true), name + " " + THRESHOLDS[t]);
            if (!name.equals("early_empty")) {
                assertArrayEquals(expected, stitched(stack, pairs(stack), THRESHOLDS[t], false), name);
            }
        }
    }

    @Test
    void anEarlyEmptyPlaneSetsNoIdsBack() {
        Block stack = FOUR.get("stack_early_empty");
        Block out = Blocks.of(
                DType.I32,
                stack.region().shape(),
                Arrays.stream(stitched(stack, pairs(stack), 0.25, false))
                        .asDoubleStream()
                        .toArray());
        long first = Arrays.stream(Blocks.ints(out.slice(0))).max().orElseThrow();
        for (long z = 2; z < stack.region().size(0); z++) {
            for (long id : Blocks.ints(out.slice(z))) {
                if (id != 0 && id <= first) {
                    throw new AssertionError("id " + id + " of plane 0 again in plane " + z);
                }
            }
        }
    }

    @Test
    void overlapsOfBlocksAddUp() {
        Random random = new Random(1);
        for (int round = 0; round < 10; round++) {
            Block stack = Blocks.zeros(DType.U32, 4, 30, 40);
            for (int z = 0; z < 4; z++) {
                Blocks.discs(random, 25, 4, 30, 40).copyTo(stack.slice(z));
            }
            List<PlaneOverlaps> parts = new ArrayList<>();
            for (long z = 1; z < 4; z++) {
                List<PlaneOverlaps> blocks = new ArrayList<>();
                for (Region cell : stack.region().dims(1, 3).cells(random.nextInt(1, 20), random.nextInt(1, 20))) {
                    PlaneOverlaps part =
                            PlaneOverlaps.of(Blocks.cut(stack.slice(z - 1), cell), Blocks.cut(stack.slice(z), cell));
                    blocks.add(PlaneOverlaps.fromBytes(part.toBytes()));
                }
                Collections.shuffle(blocks, random);
                PlaneOverlaps merged = PlaneOverlaps.merge(blocks);
                assertArrayEquals(
                        PlaneOverlaps.of(stack.slice(z - 1), stack.slice(z)).toBytes(), merged.toBytes());
                parts.add(merged);
            }
            assertArrayEquals(stitched(stack, pairs(stack), 0.3, false), stitched(stack, parts, 0.3, false));
        }
    }

    @Test
    void idsPass16BitsAndEndWith32() {
        Block stack = Blocks.zeros(DType.U32, 3, 300, 300);
        for (long i = 0; i < 90000; i++) {
            stack.setLong(i, i + 1);
            stack.setLong(180000 + i, i + 1);
        }
        long[] out = stitched(stack, pairs(stack), 0.5, false);
        assertEquals(180000, out[269999]);
        assertNotEquals(out[0], out[180000]);
        List<PlaneOverlaps> pairs = pairs(stack);
        IdTable last = Stitch.chainAfter(0xFFFFFFFFL - 180000, pairs, 0.5).get(2);
        assertEquals(-1, last.id(90000));
        assertThrows(RoimillException.class, () -> Stitch.chainAfter(0xFFFFFFFFL - 179999, pairs, 0.5));
    }

    @Test
    void largeLabelsHaveNoSign() {
        Block lower = Blocks.of(DType.U32, new long[] {1, 4}, 4294967200.0, 4294967200.0, 0, 7);
        Block upper = Blocks.of(DType.U32, new long[] {1, 4}, 3, 3, 9, 9);
        PlaneOverlaps pair =
                PlaneOverlaps.fromBytes(PlaneOverlaps.of(lower, upper).toBytes());
        List<IdTable> tables = Stitch.chain(List.of(pair), 0.5, false);
        assertEquals(-96, tables.get(0).id(4294967200L));
        assertEquals(-96, tables.get(1).id(3));
        assertEquals(7, tables.get(1).id(9));
    }

    @Test
    void damagedOverlapsAreRefused() {
        Block stack = FOUR.get("stack_blocks");
        byte[] bytes = pairs(stack).get(0).toBytes();
        for (int at = 0; at < bytes.length; at++) {
            byte[] cut = Arrays.copyOf(bytes, at);
            assertThrows(RoimillException.class, () -> PlaneOverlaps.fromBytes(cut));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"discs", "gaps", "bars", "all_empty"})
    void diametersAreThoseOfCellpose(String name) {
        double expected = FOUR.get("diameter_" + name).get(0);
        double found = Diameters.median(Diameters.areas(FOUR.get("stack_" + name)));
        assertEquals(expected, found, 1e-15 * expected);
    }
}
