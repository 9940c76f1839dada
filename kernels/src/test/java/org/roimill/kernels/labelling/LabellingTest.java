package org.roimill.kernels.labelling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayDeque;
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

class LabellingTest {
    private static final DType[] TYPES = DType.values();

    /** The oracle: flood from each voxel in raster order. */
    private static long[] flood(Block in, Connectivity connectivity, boolean byValue) {
        long[] ids = new long[(int) in.voxels()];
        long[] shape = in.region().shape();
        int dims = shape.length;
        int next = 0;
        for (int seed = 0; seed < ids.length; seed++) {
            if (in.get(seed) == 0 || ids[seed] != 0) {
                continue;
            }
            ids[seed] = ++next;
            ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(seed));
            while (!queue.isEmpty()) {
                int at = queue.poll();
                long[] p = new long[dims];
                for (int d = dims - 1, rest = at; d >= 0; d--) {
                    p[d] = rest % shape[d];
                    rest /= (int) shape[d];
                }
                for (int code = 0; code < Math.pow(3, dims); code++) {
                    long[] q = p.clone();
                    int used = 0;
                    boolean inside = true;
                    for (int d = 0, rest = code; d < dims; d++, rest /= 3) {
                        q[d] += rest % 3 - 1;
                        used += Math.abs(rest % 3 - 1);
                        inside &= q[d] >= 0 && q[d] < shape[d];
                    }
                    if (inside && used > 0 && used <= connectivity.steps()) {
                        int to = (int) in.index(q);
                        if (ids[to] == 0 && in.get(to) != 0 && (!byValue || in.get(to) == in.get(at))) {
                            ids[to] = next;
                            queue.add(to);
                        }
                    }
                }
            }
        }
        return ids;
    }

    private static long[] randomShape(Random random, int dims) {
        long[] shape = new long[dims];
        for (int d = 0; d < dims; d++) {
            shape[d] = 1L + random.nextInt(dims == 2 ? 40 : 12);
        }
        if (random.nextInt(3) == 0) {
            shape[dims - 1] = 60L + random.nextInt(80);
        }
        return shape;
    }

    @Test
    void componentsAreThoseOfAFloodInRasterOrder() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            int dims = 1 + random.nextInt(3);
            Connectivity c = Connectivity.values()[random.nextInt(3)];
            Block mask = Blocks.random(
                    TYPES[round % TYPES.length], random, random.nextDouble(), 3, randomShape(random, dims));
            Block out = Blocks.zeros(DType.U32, mask.region());
            long n = Labelling.components(mask, c, out);
            long[] expected = flood(mask, c, false);
            assertArrayEquals(expected, Blocks.ints(out), mask + " " + c);
            assertEquals(Arrays.stream(expected).max().orElseThrow(), n);
        }
    }

    @Test
    void partsOfLabelsAreThoseOfAFlood() {
        Random random = new Random(2);
        for (int round = 0; round < 200; round++) {
            int dims = 1 + random.nextInt(3);
            Connectivity c = Connectivity.values()[random.nextInt(3)];
            Block labels = Blocks.random(DType.I32, random, random.nextDouble(), 4, randomShape(random, dims));
            Block out = Blocks.zeros(DType.I32, labels.region());
            Labelling.parts(labels, c, out);
            assertArrayEquals(flood(labels, c, true), Blocks.ints(out), labels + " " + c);
        }
    }

    @Test
    void blocksLabelledApartAndMergedGiveTheWhole() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            int dims = 1 + random.nextInt(3);
            boolean byValue = random.nextBoolean();
            Connectivity c = Connectivity.values()[random.nextInt(3)];
            Block in = Blocks.random(DType.U32, random, random.nextDouble(), 4, randomShape(random, dims));
            Region domain = in.region();
            long[] cell = new long[dims];
            for (int d = 0; d < dims; d++) {
                cell[d] = 1L + random.nextInt(9);
            }
            Block joined = Blocks.zeros(DType.U32, domain);
            Merged merged = labelByBlocks(in, byValue, c, cell, random, joined);
            long[] expected = flood(in, c, byValue);
            assertArrayEquals(expected, Blocks.ints(joined), in + " " + c + " in " + Arrays.toString(cell));
            assertEquals(Arrays.stream(expected).max().orElseThrow(), merged.count());
        }
    }

    private static Merged labelByBlocks(
            Block in, boolean byValue, Connectivity c, long[] cell, Random random, Block joined) {
        List<Region> regions = new ArrayList<>();
        in.region().cells(cell).forEach(regions::add);
        Collections.shuffle(regions, random);
        List<Block> local = new ArrayList<>();
        List<BlockParts> states = new ArrayList<>();
        for (Region region : regions) {
            Block part = Blocks.cut(in, region);
            Block out = Blocks.zeros(DType.U32, region);
            BlockParts state = byValue
                    ? Labelling.partsOfBlock(part, c, in.region(), out)
                    : Labelling.componentsOfBlock(part, c, in.region(), out);
            if (state.count() > 0) {
                local.add(out);
                states.add(BlockParts.fromBytes(state.toBytes()));
            }
        }
        Merged merged = Merged.of(states, c);
        for (int b = 0; b < local.size(); b++) {
            Merged.apply(merged.table(b), local.get(b));
            local.get(b).copyTo(joined);
        }
        return merged;
    }

    @Test
    void partsOutsideTheSizesAreDroppedAndTheOthersStayDense() {
        Block mask = Blocks.of(DType.U8, new long[] {1, 12}, 1, 0, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0);
        Block left = Blocks.zeros(DType.U32, Region.between(new long[] {0, 0}, new long[] {1, 6}));
        Block right = Blocks.zeros(DType.U32, Region.between(new long[] {0, 6}, new long[] {1, 12}));
        List<BlockParts> states = new ArrayList<>();
        for (Block out : List.of(left, right)) {
            states.add(Labelling.componentsOfBlock(
                    Blocks.cut(mask, out.region()), Connectivity.FACES, mask.region(), out));
        }
        Merged merged = Merged.of(states, Connectivity.FACES, 2, 2);
        Merged.apply(merged.table(0), left);
        Merged.apply(merged.table(1), right);
        assertEquals(2, merged.count());
        assertArrayEquals(new long[] {0, 0, 1, 1, 0, 0}, Blocks.ints(left));
        assertArrayEquals(new long[] {0, 0, 0, 2, 2, 0}, Blocks.ints(right));
    }

    @Test
    void aStateCutShortIsDamaged() {
        Block mask = Blocks.random(DType.U8, new Random(4), 0.4, 2, 9, 11);
        byte[] bytes = Labelling.componentsOfBlock(
                        mask, Connectivity.EDGES, mask.region(), Blocks.zeros(DType.U32, mask.region()))
                .toBytes();
        for (int n = 0; n < bytes.length; n++) {
            byte[] part = Arrays.copyOf(bytes, n);
            assertThrows(RoimillException.class, () -> BlockParts.fromBytes(part));
        }
    }

    @Test
    void negativeZeroIsBackgroundAndNaNIsNot() {
        Block mask = Blocks.of(DType.F64, new long[] {1, 4}, -0.0, Double.NaN, 0.0, -1);
        Block out = Blocks.zeros(DType.U32, mask.region());
        assertEquals(2, Labelling.components(mask, Connectivity.FACES, out));
        assertArrayEquals(new long[] {0, 1, 0, 2}, Blocks.ints(out));
    }
}
