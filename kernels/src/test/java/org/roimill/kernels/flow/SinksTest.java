package org.roimill.kernels.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;

class SinksTest {
    private static Block labels(Block ends, double fraction) {
        Block labels = Blocks.zeros(DType.I32, ends.region());
        Sinks.label(ends, ends.region(), fraction, labels);
        return labels;
    }

    @Test
    void labelsDoNotDependOnTheCutNorOnTheOrder() {
        Random random = new Random(1);
        for (int round = 0; round < 20; round++) {
            int dims = 2 + round % 2;
            long[] shape = random.longs(dims, 4, dims == 2 ? 150 : 40).toArray();
            Block ends = Maps.ends(Follow.cellpose(), Maps.waves(random, round % 3, shape));
            double fraction = round % 4 == 0 ? 0.02 : 0.4;
            Block whole = labels(ends, fraction);
            List<Region> cells = new ArrayList<>();
            ends.region().cells(random.longs(dims, 5, 60).toArray()).forEach(cells::add);
            Collections.shuffle(cells, random);
            List<EndTally> tallies = new ArrayList<>();
            for (Region cell : cells) {
                EndTally tally = EndTally.of(Blocks.cut(ends, cell), ends.region());
                tallies.add(EndTally.fromBytes(tally.toBytes()));
            }
            Sinks sinks = Sinks.of(tallies, ends.region(), fraction);
            for (int c = 0; c < cells.size(); c++) {
                Block part = Blocks.cut(ends, cells.get(c));
                IdTable.fromBytes(sinks.table(tallies.get(c)).toBytes()).apply(part, part);
                assertArrayEquals(Blocks.ints(Blocks.cut(whole, cells.get(c))), Blocks.ints(part));
            }
        }
    }

    /** The same by the book: dense arrays, a window around each seed, dilation by dilation. */
    @Test
    void labelsAreThoseOfTheDenseAlgorithm() {
        Random random = new Random(2);
        for (int round = 0; round < 30; round++) {
            int h = 5 + random.nextInt(40);
            int w = 5 + random.nextInt(40);
            Block ends = Blocks.zeros(DType.I32, h, w);
            for (int i = 0; i < h * w; i++) {
                int y = Math.clamp((int) (random.nextInt(4) * h / 3.0 + random.nextGaussian() * 1.5), 0, h - 1);
                int x = Math.clamp((int) (random.nextInt(4) * w / 3.0 + random.nextGaussian() * 1.5), 0, w - 1);
                ends.set(i, random.nextInt(5) == 0 ? -1 : y * w + x);
            }
            assertArrayEquals(dense(Blocks.ints(ends), h, w), Blocks.ints(labels(ends, 1)));
        }
    }

    private static long[] dense(long[] ends, int h, int w) {
        int pad = 20;
        int[][] count = new int[h + 2 * pad][w + 2 * pad];
        for (long end : ends) {
            if (end >= 0) {
                count[(int) (end / w) + pad][(int) (end % w) + pad]++;
            }
        }
        List<int[]> seeds = new ArrayList<>();
        for (int y = pad; y < h + pad; y++) {
            for (int x = pad; x < w + pad; x++) {
                int most = 0;
                for (int j = -2; j <= 2; j++) {
                    for (int i = -2; i <= 2; i++) {
                        most = Math.max(most, count[y + j][x + i]);
                    }
                }
                if (count[y][x] == most && most > 10) {
                    seeds.add(new int[] {most, y, x});
                }
            }
        }
        seeds.sort((a, b) -> Integer.compare(a[0], b[0]));
        int[][] painted = new int[count.length][count[0].length];
        for (int s = 0; s < seeds.size(); s++) {
            boolean[][] mask = new boolean[11][11];
            mask[5][5] = true;
            for (int round = 0; round < 5; round++) {
                boolean[][] grown = new boolean[11][11];
                for (int y = 0; y < 11; y++) {
                    for (int x = 0; x < 11; x++) {
                        for (int k = 0; k < 9; k++) {
                            int j = y + k / 3 - 1;
                            int i = x + k % 3 - 1;
                            grown[y][x] |= j >= 0 && i >= 0 && j < 11 && i < 11 && mask[j][i];
                        }
                        grown[y][x] &= count[seeds.get(s)[1] + y - 5][seeds.get(s)[2] + x - 5] > 2;
                    }
                }
                mask = grown;
            }
            for (int k = 0; k < 121; k++) {
                if (mask[k / 11][k % 11]) {
                    painted[seeds.get(s)[1] + k / 11 - 5][seeds.get(s)[2] + k % 11 - 5] = s + 1;
                }
            }
        }
        long[] out = new long[ends.length];
        Map<Integer, Long> numbers = new HashMap<>();
        for (int p = 0; p < ends.length; p++) {
            int owner = ends[p] < 0 ? 0 : painted[(int) (ends[p] / w) + pad][(int) (ends[p] % w) + pad];
            if (owner > 0) {
                numbers.putIfAbsent(owner, numbers.size() + 1L);
                out[p] = numbers.get(owner);
            }
        }
        return out;
    }

    /** Sinks three apart on a lattice, twelve voxels each. */
    private static EndTally many(Region domain) {
        Block ends = Blocks.zeros(DType.I32, domain);
        long w = domain.size(1);
        for (long i = 0; i < ends.voxels(); i++) {
            long y = i / w / 4 * 4 + 1;
            long x = i % w / 3 * 3 + 1;
            ends.setLong(i, y * w + x);
        }
        return EndTally.of(ends, domain);
    }

    @Test
    void moreThan65535ObjectsAreNumbered() {
        Region domain = Region.ofShape(1040, 780);
        EndTally tally = many(domain);
        Sinks sinks = Sinks.of(List.of(tally), domain, 0.4);
        assertEquals(260 * 260, sinks.count());
        IdTable table = sinks.table(tally);
        assertEquals(67600, table.id(1037 * 780L + 778));
        assertEquals(1, table.id(781));
        assertEquals(0, table.id(782));
    }

    @Test
    void moreThan32BitsOfIdsAreRefused() {
        Region domain = Region.ofShape(8, 6);
        List<EndTally> tallies = List.of(many(domain));
        Sinks last = Sinks.of(tallies, domain, 1, new Serial(0xFFFFFFFFL - 4));
        assertEquals(0xFFFFFFFFL, last.count());
        assertEquals(-1, last.table(tallies.get(0)).id(5 * 6 + 4));
        Serial tooLate = new Serial(0xFFFFFFFFL - 3);
        assertThrows(RoimillException.class, () -> Sinks.of(tallies, domain, 1, tooLate));
    }

    @Test
    void damagedStatesAreRefused() {
        byte[] tally = many(Region.ofShape(8, 6)).toBytes();
        byte[] table = Sinks.of(List.of(many(Region.ofShape(8, 6))), Region.ofShape(8, 6), 1)
                .table(many(Region.ofShape(8, 6)))
                .toBytes();
        for (int at = 0; at < tally.length; at++) {
            byte[] cut = Arrays.copyOf(tally, at);
            assertThrows(RoimillException.class, () -> EndTally.fromBytes(cut));
        }
        for (int at = 0; at < table.length; at++) {
            byte[] cut = Arrays.copyOf(table, at);
            assertThrows(RoimillException.class, () -> IdTable.fromBytes(cut));
        }
        byte[] swapped = tally.clone();
        System.arraycopy(tally, 8, swapped, 28, 20);
        assertThrows(RoimillException.class, () -> EndTally.fromBytes(swapped));
        assertThrows(RoimillException.class, () -> EndTally.fromBytes(Arrays.copyOf(tally, tally.length + 1)));
    }

    @Test
    void missingEndsAreRefused() {
        Block ends = Blocks.zeros(DType.I32, 3, 4).fill(Follow.MISSING);
        assertThrows(IllegalArgumentException.class, () -> EndTally.of(ends, ends.region()));
    }
}
