package org.roimill.core.processor;

import java.util.Arrays;

/** The fixed lattice on which folds and objects are cut, unless they ask for another. */
final class Lattice {
    private Lattice() {}

    /** About a million voxels, in cells that are square in the plane. */
    static long[] cell(int dims) {
        return switch (dims) {
            case 0 -> new long[0];
            case 1 -> new long[] {1 << 20};
            case 2 -> new long[] {1024, 1024};
            default -> {
                long[] cell = new long[dims];
                Arrays.fill(cell, 1);
                cell[dims - 3] = 16;
                cell[dims - 2] = 256;
                cell[dims - 1] = 256;
                yield cell;
            }
        };
    }
}
