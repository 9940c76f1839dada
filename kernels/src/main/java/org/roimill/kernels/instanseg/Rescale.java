package org.roimill.kernels.instanseg;

import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/**
 * Brings an image over (c,y,x) to the pixel size of a model: linear between pixel centres, without smoothing, from a
 * whole that begins at the origin. The result is as long as the scale makes it, rounded down, and the scale itself, not
 * what the rounding made of it, says where its pixels lie. Any part of the result is the same as in one. Labels go back
 * by the nearest pixel below. Immutable.
 */
public final class Rescale {
    /** Scales that differ from one by no more are none. */
    private static final double CLOSE = 0.01;

    private final long height;
    private final long width;
    private final double scale;

    /** @param scale the size of a pixel of the image over that of the model */
    public Rescale(long height, long width, double scale) {
        if (!(scale > 0) || height < 1 || width < 1) {
            throw new IllegalArgumentException("a scale of " + scale + " for " + height + " by " + width + " pixels");
        }
        this.height = height;
        this.width = width;
        this.scale = Math.abs(scale - 1) <= CLOSE ? 1 : scale;
    }

    public boolean isNone() {
        return scale == 1;
    }

    /** The whole result over (y,x); at least one pixel each way. */
    public Region result() {
        return Region.ofShape(length(height), length(width));
    }

    private long length(long size) {
        return Math.max(1, (long) Math.floor(size * scale));
    }

    /** The part of the image, over (y,x), from which a part of the result is made. */
    public Region inputFor(Region out) {
        if (out.isEmpty()) {
            return Region.ofShape(0, 0);
        }
        return Region.between(new long[] {below(out.min(0), height), below(out.min(1), width)}, new long[] {
            Math.min(height, below(out.max(0) - 1, height) + 2), Math.min(width, below(out.max(1) - 1, width) + 2)
        });
    }

    private float place(long i) {
        return Math.max(0, (float) (1 / scale) * (i + 0.5f) - 0.5f);
    }

    private long below(long i, long size) {
        return Math.min(size - 1, (long) place(i));
    }

    private float above(long i, long size) {
        return below(i, size) == size - 1 ? 0 : place(i) - below(i, size);
    }

    /** Fills {@code out} from {@code in}, single precision over (c,y,x), which covers what {@link #inputFor} says. */
    public void apply(Block in, Block out) {
        if (in.dtype() != DType.F32 || out.dtype() != DType.F32) {
            throw new IllegalArgumentException("from " + in + " to " + out + ": not in single precision");
        }
        if (isNone()) {
            in.copyTo(out, out.region());
            return;
        }
        Region region = out.region();
        long at = 0;
        for (long c = region.min(0); c < region.max(0); c++) {
            for (long y = region.min(1); y < region.max(1); y++) {
                long top = in.index(c, below(y, height), 0);
                long bottom = in.index(c, Math.min(height - 1, below(y, height) + 1), 0);
                float down = above(y, height);
                for (long x = region.min(2); x < region.max(2); x++) {
                    long left = below(x, width);
                    long right = Math.min(width - 1, left + 1);
                    float across = above(x, width);
                    float upper = mix(value(in, top + left), value(in, top + right), across);
                    float lower = mix(value(in, bottom + left), value(in, bottom + right), across);
                    out.data().setAtIndex(ValueLayout.JAVA_FLOAT, at++, mix(upper, lower, down));
                }
            }
        }
    }

    private static float mix(float a, float b, float t) {
        return t == 0 ? a : (1 - t) * a + t * b;
    }

    private static float value(Block block, long i) {
        return block.data().getAtIndex(ValueLayout.JAVA_FLOAT, i);
    }

    /** The part of labels on the result's grid from which a part of labels on the image's is made; both over (y,x). */
    public Region labelsFor(Region part) {
        if (part.isEmpty()) {
            return Region.ofShape(0, 0);
        }
        long h = length(height);
        long w = length(width);
        return Region.between(new long[] {nearest(part.min(0), height, h), nearest(part.min(1), width, w)}, new long[] {
            nearest(part.max(0) - 1, height, h) + 1, nearest(part.max(1) - 1, width, w) + 1
        });
    }

    private static long nearest(long i, long size, long from) {
        return size == from ? i : Math.min(from - 1, (long) (i * ((float) from / size)));
    }

    /** Brings 32-bit labels back. */
    public void back(Block labels, Block out) {
        long h = length(height);
        long w = length(width);
        Region region = out.region();
        long at = 0;
        for (long y = region.min(0); y < region.max(0); y++) {
            for (long x = region.min(1); x < region.max(1); x++) {
                long from = labels.index(nearest(y, height, h), nearest(x, width, w));
                int label = labels.data().getAtIndex(ValueLayout.JAVA_INT, from);
                out.data().setAtIndex(ValueLayout.JAVA_INT, at++, label);
            }
        }
    }
}
