package org.roimill.kernels.rank;

import java.util.ArrayList;
import java.util.List;

/**
 * The voxels around a voxel that a rank is taken over: a symmetric set, kept as runs along the last axis. Immutable.
 */
public final class Footprint {
    private final int dims;
    private final List<Run> runs;
    private final long[] halo;
    private final int size;

    /** The steps along all axes but the last, and the first and last step along the last. */
    record Run(int[] leading, int from, int to) {}

    private Footprint(int dims, List<Run> runs) {
        this.dims = dims;
        this.runs = List.copyOf(runs);
        this.halo = new long[dims];
        int n = 0;
        for (Run run : runs) {
            for (int d = 0; d < dims - 1; d++) {
                halo[d] = Math.max(halo[d], Math.abs(run.leading[d]));
            }
            halo[dims - 1] = Math.max(halo[dims - 1], run.to);
            n += run.to - run.from + 1;
        }
        this.size = n;
    }

    /** All pixels no further than the radius from the middle: scikit-image's disk. */
    public static Footprint disk(int radius) {
        return round(2, radius);
    }

    /** All voxels no further than the radius from the middle: scikit-image's ball. */
    public static Footprint ball(int radius) {
        return round(3, radius);
    }

    private static Footprint round(int dims, int radius) {
        check(radius);
        List<Run> runs = new ArrayList<>();
        int outer = dims == 3 ? radius : 0;
        for (int z = -outer; z <= outer; z++) {
            for (int y = -radius; y <= radius; y++) {
                long rest = (long) radius * radius - (long) y * y - (long) z * z;
                if (rest >= 0) {
                    int reach = (int) Math.sqrt((double) rest);
                    runs.add(new Run(dims == 3 ? new int[] {z, y} : new int[] {y}, -reach, reach));
                }
            }
        }
        return new Footprint(dims, runs);
    }

    /** A box that reaches as far as the radius of each axis. */
    public static Footprint box(int... radius) {
        int last = radius.length - 1;
        List<Run> runs = new ArrayList<>();
        addBoxRuns(radius, new int[last], 0, runs);
        return new Footprint(radius.length, runs);
    }

    private static void addBoxRuns(int[] radius, int[] leading, int axis, List<Run> runs) {
        check(radius[axis]);
        if (axis == leading.length) {
            runs.add(new Run(leading.clone(), -radius[axis], radius[axis]));
            return;
        }
        for (leading[axis] = -radius[axis]; leading[axis] <= radius[axis]; leading[axis]++) {
            addBoxRuns(radius, leading, axis + 1, runs);
        }
    }

    private static void check(int radius) {
        if (radius < 0) {
            throw new IllegalArgumentException("a footprint with a radius of " + radius);
        }
    }

    /** How far it reaches along each axis. */
    public long[] halo() {
        return halo.clone();
    }

    /** How many voxels it has. */
    public int size() {
        return size;
    }

    int dims() {
        return dims;
    }

    List<Run> runs() {
        return runs;
    }
}
