package org.roimill.processors.segmenters.network;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * Brings planes and volumes of f32 to another size, linear along each axis: first within planes, then from plane to plane.
 * Any part of the result can be made, bit by bit the same, from the part of the input that {@link #source} says.
 *
 * @param axes of two or three axes, slowest first
 */
public record Resampling(List<LinearAxis> axes) {
    public Resampling {
        axes = List.copyOf(axes);
    }

    public static Resampling between(long[] from, long[] to) {
        List<LinearAxis> axes = new ArrayList<>();
        for (int d = 0; d < from.length; d++) {
            axes.add(LinearAxis.of(from[d], to[d]));
        }
        return new Resampling(axes);
    }

    public boolean isIdentity() {
        return axes.stream().allMatch(LinearAxis::isIdentity);
    }

    /** The part of the input that a part of the result is made of. */
    Region source(Region out) {
        if (out.isEmpty()) {
            return Region.ofShape(new long[out.dims()]);
        }
        long[] min = new long[out.dims()];
        long[] max = new long[out.dims()];
        for (int d = 0; d < min.length; d++) {
            min[d] = axes.get(d).lower(out.min(d));
            max[d] = axes.get(d).upper(out.max(d) - 1) + 1;
        }
        return Region.between(min, max);
    }

    /** What is done to each row as it is read, in place. */
    interface Rowwise {
        void apply(float[] row, int n);
    }

    /** Fills {@code out}, f32 as {@code in}, whose rows first pass {@code each}. */
    void apply(Block in, Block out, Rowwise each) {
        Region region = out.region();
        int last = region.dims() - 1;
        int width = Math.toIntExact(region.size(last));
        Rows rows = new Rows(in, axes.get(last), region.min(last), width, each);
        float[] line = new float[width];
        float[] other = new float[width];
        boolean deep = last == 2;
        long at = 0;
        for (long z = deep ? region.min(0) : 0; z < (deep ? region.max(0) : 1); z++) {
            for (long y = region.min(last - 1); y < region.max(last - 1); y++) {
                if (!deep) {
                    within(rows, 0, y, line);
                } else {
                    LinearAxis along = axes.getFirst();
                    within(rows, along.lower(z), y, line);
                    if (along.weight(z) != 0) {
                        within(rows, along.upper(z), y, other);
                        blend(line, other, along.weight(z));
                    }
                }
                MemorySegment.copy(line, 0, out.data(), ValueLayout.JAVA_FLOAT, at * Float.BYTES, width);
                at += width;
            }
        }
    }

    /** A row of the result within one plane of the input. */
    private void within(Rows rows, long plane, long y, float[] line) {
        LinearAxis down = axes.get(axes.size() - 2);
        float[] upper = rows.get(plane, down.lower(y));
        System.arraycopy(upper, 0, line, 0, line.length);
        if (down.weight(y) != 0) {
            blend(line, rows.get(plane, down.upper(y)), down.weight(y));
        }
    }

    private static void blend(float[] into, float[] other, float weight) {
        float rest = 1 - weight;
        for (int i = 0; i < into.length; i++) {
            into[i] = into[i] * rest + other[i] * weight;
        }
    }

    /** Rows of the input at their final width. The last few are kept, since neighbours need them again. */
    private static final class Rows {
        private static final int KEPT = 4;

        private final Block in;
        private final Rowwise each;
        private final float[] raw;
        private final int[] lower;
        private final int[] upper;
        private final float[] weight;
        private final boolean identity;
        private final float[][] kept = new float[KEPT][];
        private final long[] keys = new long[KEPT];
        private int next;

        Rows(Block in, LinearAxis across, long first, int width, Rowwise each) {
            this.in = in;
            this.each = each;
            int last = in.region().dims() - 1;
            this.raw = new float[Math.toIntExact(in.region().size(last))];
            this.identity = across.isIdentity();
            this.lower = new int[width];
            this.upper = new int[width];
            this.weight = new float[width];
            for (int i = 0; i < width; i++) {
                lower[i] = (int) (across.lower(first + i) - in.region().min(last));
                upper[i] = (int) (across.upper(first + i) - in.region().min(last));
                weight[i] = across.weight(first + i);
            }
            Arrays.fill(keys, -1);
        }

        float[] get(long plane, long y) {
            int dims = in.region().dims();
            long height = in.region().size(dims - 2);
            long row = y
                    - in.region().min(dims - 2)
                    + (dims == 3 ? (plane - in.region().min(0)) * height : 0);
            for (int k = 0; k < KEPT; k++) {
                if (keys[k] == row) {
                    return kept[k];
                }
            }
            float[] made = kept[next] == null ? new float[lower.length] : kept[next];
            MemorySegment.copy(in.data(), ValueLayout.JAVA_FLOAT, row * raw.length * Float.BYTES, raw, 0, raw.length);
            each.apply(raw, raw.length);
            if (identity) {
                System.arraycopy(raw, lower.length == 0 ? 0 : lower[0], made, 0, made.length);
            } else {
                for (int i = 0; i < made.length; i++) {
                    made[i] = raw[lower[i]] * (1 - weight[i]) + raw[upper[i]] * weight[i];
                }
            }
            kept[next] = made;
            keys[next] = row;
            next = (next + 1) % KEPT;
            return made;
        }
    }
}
