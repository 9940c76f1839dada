package org.roimill.runner.stage;

import org.roimill.core.space.Axes;

/**
 * How large the blocks of a kernel are. Results never depend on it.
 *
 * @param plane the side of a block in the plane of a two-dimensional kernel
 * @param volume the side in the plane of a three-dimensional one
 * @param depth the number of planes of a three-dimensional one
 */
public record BlockSize(long plane, long volume, long depth) {
    public static final BlockSize USUAL = new BlockSize(1024, 256, 32);

    /** For a single block per image. */
    public static final BlockSize WHOLE = new BlockSize(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4, Long.MAX_VALUE / 4);

    /** The sides of a block over core axes of that shape: whole along t and c, as declared along z, y and x. */
    long[] sides(Axes core, long[] shape) {
        boolean deep = core.spatial().count() == 3;
        long[] sides = new long[shape.length];
        for (int d = 0; d < sides.length; d++) {
            long wish = switch (core.get(d)) {
                case T, C -> shape[d];
                case Z -> core.spatial().count() == 1 ? plane : depth;
                case Y, X -> deep ? volume : plane;
            };
            sides[d] = Math.max(1, Math.min(wish, shape[d]));
        }
        return sides;
    }

    /** Half as large, for when memory is short; null when it cannot be halved any more. */
    BlockSize halved() {
        return plane <= 32
                ? null
                : new BlockSize(Math.max(32, plane / 2), Math.max(16, volume / 2), Math.max(1, depth / 2));
    }
}
