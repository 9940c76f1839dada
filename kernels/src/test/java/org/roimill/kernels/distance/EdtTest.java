package org.roimill.kernels.distance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;

class EdtTest {
    private static double nearest(Block mask, Region voxel, double[] spacing) {
        double best = Double.POSITIVE_INFINITY;
        long[] one = new long[spacing.length];
        Arrays.fill(one, 1);
        for (Region other : mask.region().cells(one)) {
            if (mask.get(mask.index(other.min())) == 0) {
                double sum = 0;
                for (int d = 0; d < spacing.length; d++) {
                    double step = (voxel.min(d) - other.min(d)) * spacing[d];
                    sum += step * step;
                }
                best = Math.min(best, sum);
            }
        }
        return best;
    }

    private static void check(Block mask, double[] spacing, DType type, double tolerance) {
        Block out = Blocks.zeros(type, mask.region());
        boolean unit = Arrays.stream(spacing).allMatch(s -> s == 1);
        Edt.squared(mask, unit ? null : spacing, out);
        long[] one = new long[spacing.length];
        Arrays.fill(one, 1);
        for (Region voxel : mask.region().cells(one)) {
            double expected = nearest(mask, voxel, spacing);
            double found = out.get(out.index(voxel.min()));
            assertEquals(expected, found, expected == Double.POSITIVE_INFINITY ? 0 : tolerance * expected, mask + "");
        }
    }

    private static Block some(Random random, int round) {
        int dims = 1 + random.nextInt(3);
        long[] shape = new long[dims];
        for (int d = 0; d < dims; d++) {
            shape[d] = 1L + random.nextInt(dims == 3 ? 8 : 22);
        }
        return Blocks.random(DType.values()[round % 12], random, random.nextInt(4) * 0.02, 2, shape);
    }

    @Test
    void squaresOnAUnitGridAreExact() {
        Random random = new Random(1);
        for (int round = 0; round < 150; round++) {
            Block mask = some(random, round);
            double[] spacing = new double[mask.region().dims()];
            Arrays.fill(spacing, 1);
            check(mask, spacing, round % 2 == 0 ? DType.F64 : DType.F32, 0);
        }
    }

    @Test
    void spacingStretchesAxes() {
        Random random = new Random(2);
        for (int round = 0; round < 100; round++) {
            Block mask = some(random, round);
            double[] spacing = new double[mask.region().dims()];
            Arrays.setAll(spacing, d -> 0.2 + 3 * random.nextDouble());
            check(mask, spacing, DType.F64, 1e-14);
        }
    }

    @Test
    void theDistanceIsTheRoot() {
        Block mask = Blocks.of(DType.U8, new long[] {1, 4}, 0, 1, 1, 1);
        Block out = Blocks.zeros(DType.F32, mask.region());
        Edt.distance(mask, new double[] {1, 2.5}, out);
        assertEquals(7.5, out.get(3));
    }
}
