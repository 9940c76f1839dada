package org.roimill.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/** Makes and compares blocks for tests. Their memory is left to the garbage collector. */
public final class Blocks {
    private Blocks() {}

    public static Block zeros(DType type, Region region) {
        return Block.zeros(type, region, Arena.ofAuto());
    }

    public static Block zeros(DType type, long... shape) {
        return zeros(type, Region.ofShape(shape));
    }

    /** A copy of one part of a block. */
    public static Block cut(Block from, Region part) {
        Block to = zeros(from.dtype(), part);
        from.copyTo(to, part);
        return to;
    }

    public static Block copy(Block from) {
        return cut(from, from.region());
    }

    /** Integers below {@code limit}, zero with the given chance. */
    public static Block random(DType type, Random random, double zeros, int limit, long... shape) {
        Block block = zeros(type, shape);
        for (long i = 0; i < block.voxels(); i++) {
            if (random.nextDouble() >= zeros) {
                block.set(i, random.nextInt(limit));
            }
        }
        return block;
    }

    /** Round labels, drawn one over the other. */
    public static Block discs(Random random, int n, double radius, long... shape) {
        Block block = zeros(DType.U32, shape);
        int dims = shape.length;
        double[] centre = new double[dims];
        for (int id = 1; id <= n; id++) {
            for (int d = 0; d < dims; d++) {
                centre[d] = random.nextDouble() * shape[d];
            }
            double r = radius * (0.5 + random.nextDouble());
            long[] lo = new long[dims];
            long[] hi = new long[dims];
            for (int d = 0; d < dims; d++) {
                lo[d] = Math.max(0, (long) (centre[d] - r));
                hi[d] = Math.min(shape[d], (long) (centre[d] + r) + 1);
            }
            long[] one = new long[dims];
            Arrays.fill(one, 1);
            for (Region voxel : Region.between(lo, hi).cells(one)) {
                double d2 = 0;
                for (int d = 0; d < dims; d++) {
                    d2 += (voxel.min(d) - centre[d]) * (voxel.min(d) - centre[d]);
                }
                if (d2 <= r * r) {
                    block.setLong(block.index(voxel.min()), id);
                }
            }
        }
        return block;
    }

    public static long[] ints(Block block) {
        long[] values = new long[(int) block.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = block.getLong(i);
        }
        return values;
    }

    public static double[] doubles(Block block) {
        double[] values = new double[(int) block.voxels()];
        for (int i = 0; i < values.length; i++) {
            values[i] = block.get(i);
        }
        return values;
    }

    public static Block of(DType type, long[] shape, double... values) {
        Block block = zeros(type, shape);
        for (int i = 0; i < values.length; i++) {
            block.set(i, values[i]);
        }
        return block;
    }

    public static boolean same(Block a, Block b) {
        return a.dtype() == b.dtype()
                && a.region().equals(b.region())
                && MemorySegment.mismatch(a.data(), 0, a.bytes(), b.data(), 0, b.bytes()) < 0;
    }

    /** The whole put together from parts that a function makes. */
    public static Block byBlocks(DType type, Region whole, long[] cell, Function<Region, Block> make) {
        Block out = zeros(type, whole);
        for (Region part : whole.cells(cell)) {
            make.apply(part).copyTo(out);
        }
        return out;
    }

    /** The block with a halo around it, filled as the border says. */
    public static Block padded(Block in, long[] halo, Border border) {
        Block out = zeros(in.dtype(), in.region().grow(halo));
        long[] at = out.region().min();
        for (long i = 0; i < out.voxels(); i++) {
            long[] from = new long[at.length];
            boolean inside = true;
            for (int d = 0; d < at.length; d++) {
                from[d] = border.map(at[d], in.region().size(d));
                inside &= from[d] >= 0;
            }
            if (inside) {
                out.set(i, in.get(in.index(from)));
            }
            for (int d = at.length - 1; d >= 0 && ++at[d] == out.region().max(d); d--) {
                at[d] = out.region().min(d);
            }
        }
        return out;
    }
}
