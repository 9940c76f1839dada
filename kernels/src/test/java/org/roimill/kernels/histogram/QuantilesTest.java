package org.roimill.kernels.histogram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

class QuantilesTest {
    private static Quantiles ask(List<Block> blocks, double... percent) {
        Quantiles question = Quantiles.of(blocks.getFirst().dtype(), percent);
        while (!question.done()) {
            Tally all = question.tally();
            for (Block block : blocks) {
                Tally one = question.tally();
                one.add(block);
                all.add(Tally.fromBytes(one.toBytes()));
            }
            question = question.refine(all);
        }
        return question;
    }

    private static Block some(DType type, Random random, int n) {
        Block block = Blocks.zeros(type, n);
        int kind = random.nextInt(4);
        for (int i = 0; i < n; i++) {
            double spread = Math.exp(random.nextGaussian() * 8);
            block.set(i, kind == 0 ? 7 : kind == 1 ? random.nextInt(100) : spread * (random.nextInt(3) - 1));
        }
        return block;
    }

    @Test
    void orderStatisticsAreThoseOfASort() {
        Random random = new Random(1);
        for (int round = 0; round < 240; round++) {
            DType type = DType.values()[round % DType.values().length];
            int n = 1 + random.nextInt(300);
            Block block = some(type, random, n);
            double[] sorted = Blocks.doubles(block);
            Arrays.sort(sorted);
            int rank = random.nextInt(n);
            double percent = n == 1 ? 50 : 100.0 * rank / (n - 1);
            double[] found = ask(List.of(block), 0, percent, 100).values();
            double[] expected = {sorted[0], sorted[rank], sorted[n - 1]};
            assertArrayEquals(expected, found, 1e-9 * Math.abs(sorted[n - 1] - sorted[0]), block + " at " + percent);
        }
    }

    @Test
    void blocksInAnyOrderGiveTheWhole() {
        Random random = new Random(2);
        for (DType type : DType.values()) {
            Block block = some(type, random, 500);
            List<Block> parts = new ArrayList<>();
            for (Region part : block.region().cells(37)) {
                parts.add(Blocks.cut(block, part));
            }
            Collections.shuffle(parts, random);
            double[] percent = {1, 33.3, 99};
            assertArrayEquals(
                    ask(List.of(block), percent).values(), ask(parts, percent).values(), type + "");
        }
    }

    @Test
    void missingNumbersAreCountedApart() {
        for (DType type : new DType[] {DType.F16, DType.F32, DType.F64}) {
            Block block = Blocks.of(type, new long[] {6}, 3, Double.NaN, 1, -Double.NaN, 2, Double.POSITIVE_INFINITY);
            Quantiles found = ask(List.of(block), 0, 50);
            assertEquals(2, found.nans());
            assertEquals(4, found.count());
            assertArrayEquals(new double[] {1, 2.5}, found.values());
        }
    }

    @Test
    void nothingHasNoPercentiles() {
        Quantiles found = ask(List.of(Blocks.zeros(DType.F32, 0)), 50);
        assertEquals(0, found.count());
        assertTrue(Double.isNaN(found.values()[0]));
    }

    @Test
    void tooFewRoundsAreRefused() {
        assertThrows(
                IllegalStateException.class, () -> Quantiles.of(DType.U8, 50).values());
        assertThrows(IllegalArgumentException.class, () -> Quantiles.of(DType.U8, 101));
    }

    @Test
    void aTallyCutShortIsDamaged() {
        Tally tally = Quantiles.of(DType.U8, 50).tally();
        tally.add(some(DType.U8, new Random(3), 50));
        byte[] bytes = tally.toBytes();
        for (int n = 0; n < bytes.length; n++) {
            byte[] part = Arrays.copyOf(bytes, n);
            assertThrows(RoimillException.class, () -> Tally.fromBytes(part));
        }
    }
}
