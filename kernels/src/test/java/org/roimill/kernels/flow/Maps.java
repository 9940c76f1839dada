package org.roimill.kernels.flow;

import java.util.Arrays;
import java.util.Random;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;

/** Maps of flows for tests. */
final class Maps {
    private Maps() {}

    /** Golden maps are integers of this fraction. */
    static Block of(Block integers) {
        Block maps = Blocks.zeros(DType.F32, integers.region());
        for (long i = 0; i < maps.voxels(); i++) {
            maps.set(i, integers.get(i) / 64);
        }
        return maps;
    }

    static Region domain(Block maps) {
        return maps.region().dims(1, maps.region().dims());
    }

    /** The maps of a part of the domain. */
    static Block cut(Block maps, Region window) {
        return Blocks.cut(maps, maps.region().dims(0, 1).join(window));
    }

    /** Waves whose flow comes together in many places, some of it turning round them; noise on top. */
    static Block waves(Random random, double noise, long... shape) {
        int dims = shape.length;
        Region domain = Region.ofShape(shape);
        Block maps = Blocks.zeros(DType.F32, Region.ofShape(dims + 1).join(domain));
        double[] phase = random.doubles(dims + 1, 0, 6).toArray();
        double[] length = random.doubles(dims + 1, 3, 9).toArray();
        double turn = random.nextDouble() - 0.5;
        long[] one = new long[dims];
        Arrays.fill(one, 1);
        for (Region voxel : domain.cells(one)) {
            double logit = 0;
            for (int c = 0; c < dims; c++) {
                double along = Math.sin(voxel.min(c) / length[c] + phase[c]);
                double across = Math.cos(voxel.min((c + 1) % dims) / length[c] + phase[c]);
                double flow = 4 * along + 6 * turn * across + noise * random.nextGaussian();
                maps.set(maps.index(join(c, voxel.min())), flow);
                logit += across;
            }
            maps.set(maps.index(join(dims, voxel.min())), logit + 0.7);
        }
        return maps;
    }

    /** Flows to the next of few points, all of one length but near it: many voxels come to one state, early or late. */
    static Block drains(Random random, long... shape) {
        int dims = shape.length;
        Region domain = Region.ofShape(shape);
        Block maps = Blocks.zeros(DType.F32, Region.ofShape(dims + 1).join(domain));
        double[][] drains = new double[1 + random.nextInt(4)][dims];
        for (double[] drain : drains) {
            for (int d = 0; d < dims; d++) {
                drain[d] = random.nextDouble() * shape[d];
            }
        }
        double near = random.nextDouble() * 2;
        long[] one = new long[dims];
        Arrays.fill(one, 1);
        for (Region voxel : domain.cells(one)) {
            double least = Double.MAX_VALUE;
            for (double[] drain : drains) {
                double square = 0;
                for (int d = 0; d < dims; d++) {
                    square += (drain[d] - voxel.min(d)) * (drain[d] - voxel.min(d));
                }
                double distance = Math.sqrt(square);
                if (distance < least) {
                    least = distance;
                    for (int d = 0; d < dims; d++) {
                        double flow = 5 * (drain[d] - voxel.min(d)) / Math.max(distance, near);
                        maps.set(maps.index(join(d, voxel.min())), distance == 0 ? 0 : flow);
                    }
                }
            }
            maps.set(maps.index(join(dims, voxel.min())), random.nextInt(10) - 0.5);
        }
        return maps;
    }

    private static long[] join(long c, long[] at) {
        long[] all = new long[at.length + 1];
        all[0] = c;
        System.arraycopy(at, 0, all, 1, at.length);
        return all;
    }

    static Block ends(Follow settings, Block maps) {
        Block ends = Blocks.zeros(DType.I32, domain(maps));
        long missing = settings.follow(maps, domain(maps), ends);
        if (missing != 0) {
            throw new AssertionError(missing + " missing in a whole");
        }
        return ends;
    }
}
