package org.roimill.kernels.distance;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.pixel.DType;

/**
 * The Euclidean distance of every nonzero voxel to the nearest zero voxel of the block, in 1 to 3 dimensions, with a
 * voxel spacing of its own along each axis. Where no voxel is zero, infinity. The lower envelope of parabolas along one
 * axis after the other (Felzenszwalb and Huttenlocher): time is proportional to the voxels whatever the distances.
 *
 * <p>Squares are exact with a spacing of 1 if the result is f64, since all numbers are then integers below 2^53; in
 * f32 they are rounded after each axis.
 */
public final class Edt {
    /** Columns taken together, so that whole cache lines are used. */
    private static final int GROUP = 16;

    private Edt() {}

    /** The distance itself. */
    public static void distance(Block mask, double[] spacing, Block out) {
        squared(mask, spacing, out);
        double[] buffer = new double[2048];
        for (long i = 0; i < out.voxels(); i += buffer.length) {
            int n = (int) Math.min(buffer.length, out.voxels() - i);
            Convert.load(out, i, buffer, n);
            for (int k = 0; k < n; k++) {
                buffer[k] = Math.sqrt(buffer[k]);
            }
            Convert.store(buffer, out, i, n);
        }
    }

    /** The square of the distance. {@code spacing} has one number for each axis; null is 1 everywhere. */
    public static void squared(Block mask, double[] spacing, Block out) {
        if (out.dtype() != DType.F64 && out.dtype() != DType.F32) {
            throw new IllegalArgumentException("distances go into f32 or f64, not into " + out);
        }
        int dims = out.region().dims();
        if (out.voxels() == 0) {
            return;
        }
        alongRows(mask, spacing == null ? 1 : spacing[dims - 1], out);
        for (int d = dims - 2; d >= 0; d--) {
            alongColumns(out, d, spacing == null ? 1 : spacing[d]);
        }
    }

    private static void alongRows(Block mask, double spacing, Block out) {
        int n = Math.toIntExact(out.region().size(out.region().dims() - 1));
        double[] line = new double[n];
        for (long at = 0; at < out.voxels(); at += n) {
            Convert.load(mask, at, line, n);
            double steps = Double.POSITIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                steps = line[i] == 0 ? 0 : steps + 1;
                line[i] = steps;
            }
            steps = Double.POSITIVE_INFINITY;
            for (int i = n - 1; i >= 0; i--) {
                steps = line[i] == 0 ? 0 : steps + 1;
                double d = Math.min(steps, line[i]) * spacing;
                line[i] = d * d;
            }
            Convert.store(line, out, at, n);
        }
    }

    private static void alongColumns(Block out, int axis, double spacing) {
        long stride = out.stride(axis);
        int n = Math.toIntExact(out.region().size(axis));
        double[][] columns = new double[GROUP][n];
        Envelope envelope = new Envelope(n, spacing);
        for (long slab = 0; slab < out.voxels(); slab += stride * n) {
            for (long x = 0; x < stride; x += GROUP) {
                int group = (int) Math.min(GROUP, stride - x);
                gather(out, slab + x, stride, columns, group);
                for (int g = 0; g < group; g++) {
                    envelope.lower(columns[g]);
                }
                scatter(columns, group, out, slab + x, stride);
            }
        }
    }

    private static void gather(Block from, long at, long stride, double[][] columns, int group) {
        MemorySegment s = from.data();
        int n = columns[0].length;
        boolean wide = from.dtype() == DType.F64;
        for (int y = 0; y < n; y++) {
            for (int g = 0; g < group; g++) {
                long i = at + y * stride + g;
                columns[g][y] =
                        wide ? s.getAtIndex(ValueLayout.JAVA_DOUBLE, i) : s.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            }
        }
    }

    private static void scatter(double[][] columns, int group, Block to, long at, long stride) {
        MemorySegment s = to.data();
        int n = columns[0].length;
        boolean wide = to.dtype() == DType.F64;
        for (int y = 0; y < n; y++) {
            for (int g = 0; g < group; g++) {
                long i = at + y * stride + g;
                if (wide) {
                    s.setAtIndex(ValueLayout.JAVA_DOUBLE, i, columns[g][y]);
                } else {
                    s.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) columns[g][y]);
                }
            }
        }
    }

    /** The lower envelope of parabolas of one width, one on each place of a line that has a finite value. */
    private static final class Envelope {
        private final double spacing;
        private final double weight;
        private final int[] places;
        private final double[] heights;
        /** Parabola k is the lowest from here on. */
        private final double[] from;

        Envelope(int n, double spacing) {
            this.spacing = spacing;
            weight = spacing * spacing;
            places = new int[n];
            heights = new double[n];
            from = new double[n];
        }

        void lower(double[] line) {
            int last = build(line);
            if (last < 0) {
                return;
            }
            int k = 0;
            for (int i = 0; i < line.length; i++) {
                while (k < last && from[k + 1] < i) {
                    k++;
                }
                double d = (i - places[k]) * spacing;
                line[i] = heights[k] + d * d;
            }
        }

        private int build(double[] line) {
            int k = -1;
            for (int i = 0; i < line.length; i++) {
                if (line[i] == Double.POSITIVE_INFINITY) {
                    continue;
                }
                double start = Double.NEGATIVE_INFINITY;
                while (k >= 0) {
                    start = meet(places[k], heights[k], i, line[i]);
                    if (start > from[k]) {
                        break;
                    }
                    k--;
                }
                k++;
                places[k] = i;
                heights[k] = line[i];
                from[k] = k == 0 ? Double.NEGATIVE_INFINITY : start;
            }
            return k;
        }

        /** With whole numbers the quotient is exact or rounds to the right side, so the choice at whole places is too. */
        private double meet(int p, double heightP, int q, double heightQ) {
            double between = (heightQ - heightP) / weight + ((double) q * q - (double) p * p);
            return between / (2.0 * (q - p));
        }
    }
}
