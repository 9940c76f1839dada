package org.roimill.kernels.instanseg;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;

/** What the network is given: percentiles brought to 0 and 1, and sides that it can halve. */
public final class Input {
    /** The percentages that become 0 and 1. */
    public static final double LOW = 0.1;

    public static final double HIGH = 99.9;
    /** Every side is a multiple of this. */
    public static final int MULTIPLE = 16;

    private static final float LEAST_RANGE = 1e-3f;
    private static final float LEAST = -2;
    private static final float MOST = 3;

    private Input() {}

    /** Stretches pixels, in place, so that the percentiles of their channel become 0 and 1, and clamps to -2 and 3. */
    public static void normalize(Block pixels, float low, float high) {
        float range = Math.max(LEAST_RANGE, high - low);
        float[] line = new float[4096];
        for (long i = 0; i < pixels.voxels(); i += line.length) {
            int n = (int) Math.min(line.length, pixels.voxels() - i);
            MemorySegment.copy(pixels.data(), ValueLayout.JAVA_FLOAT, i * Float.BYTES, line, 0, n);
            for (int k = 0; k < n; k++) {
                line[k] = Math.clamp((line[k] - low) / range, LEAST, MOST);
            }
            MemorySegment.copy(line, 0, pixels.data(), ValueLayout.JAVA_FLOAT, i * Float.BYTES, n);
        }
    }

    /** A side with what is added at its end. */
    public static long padded(long side) {
        return Math.ceilDiv(side, (long) MULTIPLE) * MULTIPLE;
    }

    /** The pixel that stands for the {@code i}-th of a padded side: the image is turned back at its last pixel. */
    public static long source(long i, long side) {
        return Border.MIRROR.map(i, side);
    }
}
