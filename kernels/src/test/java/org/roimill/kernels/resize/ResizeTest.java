package org.roimill.kernels.resize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.kernels.Blocks;

class ResizeTest {
    @Test
    void partsOfTheResultAreMadeFromPartsOfTheImage() {
        Random random = new Random(1);
        for (int round = 0; round < 80; round++) {
            int dims = 1 + random.nextInt(3);
            long[] from = new long[dims];
            long[] to = new long[dims];
            long[] cell = new long[dims];
            for (int d = 0; d < dims; d++) {
                from[d] = 1L + random.nextInt(14);
                to[d] = 1L + random.nextInt(14);
                cell[d] = 1L + random.nextInt(6);
            }
            Block in = Blocks.random(DType.F32, random, 0.2, 1000, from);
            for (Resize.Method method : Resize.Method.values()) {
                Resize resize = Resize.of(from, to, method);
                Block whole = Blocks.zeros(DType.F32, to);
                resize.apply(in, whole);
                Block blocked = Blocks.byBlocks(DType.F32, whole.region(), cell, part -> {
                    Block out = Blocks.zeros(DType.F32, part);
                    resize.apply(Blocks.cut(in, resize.inputFor(part)), out);
                    return out;
                });
                assertTrue(Blocks.same(whole, blocked), method + " of " + in);
            }
        }
    }

    @Test
    void aConstantStaysWhatItIs() {
        for (Resize.Method method : Resize.Method.values()) {
            for (long[] to : new long[][] {{1, 1}, {3, 40}, {17, 9}}) {
                Block in = Blocks.zeros(DType.U16, 9, 9).fill(1234);
                Block out = Blocks.zeros(DType.U16, to);
                Resize.of(new long[] {9, 9}, to, method).apply(in, out);
                for (long value : Blocks.ints(out)) {
                    assertEquals(1234, value, method + "");
                }
            }
        }
    }

    @Test
    void areaTakesEachVoxelByTheShareThatIsCovered() {
        Block in = Blocks.of(DType.F64, new long[] {5}, 1, 2, 3, 4, 5);
        Block out = Blocks.zeros(DType.F64, 2);
        Resize.of(new long[] {5}, new long[] {2}, Resize.Method.AREA).apply(in, out);
        assertArrayEquals(new double[] {4.5 / 2.5, 10.5 / 2.5}, Blocks.doubles(out), 1e-14);
    }

    @Test
    void nearestKeepsEveryBitOfALabel() {
        Block in = Blocks.zeros(DType.U64, 1, 2);
        in.setLong(0, -1L);
        in.setLong(1, Long.MIN_VALUE + 1);
        Block out = Blocks.zeros(DType.U64, 1, 4);
        Resize.of(new long[] {1, 2}, new long[] {1, 4}, Resize.Method.NEAREST).apply(in, out);
        assertArrayEquals(new long[] {-1, -1, Long.MIN_VALUE + 1, Long.MIN_VALUE + 1}, Blocks.ints(out));
    }
}
