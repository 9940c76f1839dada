package org.roimill.core.pixel;

/** What a kernel sees beyond the edge of the image. */
public enum Border {
    /** Nothing: the block ends at the edge, and the kernel knows where that is. */
    CLIP,
    /** Zeros. */
    ZERO,
    /** The voxel at the edge, again and again (SciPy's nearest). */
    NEAREST,
    /** The image turned back at the edge, the edge voxel twice (SciPy's reflect). */
    REFLECT,
    /** The image turned back at the edge, the edge voxel once (SciPy's mirror). */
    MIRROR;

    /** The index within {@code [0, size)} that stands for {@code i}; -1 for a zero. */
    public long map(long i, long size) {
        if (i >= 0 && i < size) {
            return i;
        }
        return switch (this) {
            case CLIP -> throw new IndexOutOfBoundsException(i + " lies beyond the edge of " + size);
            case ZERO -> -1;
            case NEAREST -> i < 0 ? 0 : size - 1;
            case REFLECT -> {
                long m = Math.floorMod(i, 2 * size);
                yield m < size ? m : 2 * size - 1 - m;
            }
            case MIRROR -> {
                if (size == 1) {
                    yield 0;
                }
                long m = Math.floorMod(i, 2 * size - 2);
                yield m < size ? m : 2 * size - 2 - m;
            }
        };
    }
}
