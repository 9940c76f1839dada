package org.roimill.stores.raster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

/**
 * How the axes of a grid lie in a stored array: {@code dims[i]} is the dimension that holds axis {@code i}. Dimensions
 * that hold none of them have one voxel.
 */
public record StoredAxes(Axes axes, int[] dims, int rank) {
    /** For an array whose dimensions are those axes, in whatever order. */
    public static StoredAxes of(List<Axis> stored) {
        return of(stored, Axes.NONE);
    }

    /** As before, but {@code hidden} axes of one voxel do not belong to the grid. */
    public static StoredAxes of(List<Axis> stored, Axes hidden) {
        List<Axis> sorted = new ArrayList<>(stored);
        sorted.removeIf(hidden::has);
        sorted.sort(Comparator.naturalOrder());
        int[] dims = sorted.stream().mapToInt(stored::indexOf).toArray();
        return new StoredAxes(Axes.of(sorted), dims, stored.size());
    }

    /** True if the voxels lie in memory in the same order in both. */
    public boolean inOrder() {
        for (int i = 1; i < dims.length; i++) {
            if (dims[i] < dims[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /** What stands at each axis of the grid, out of what stands at each dimension. */
    public long[] fromStored(long[] stored) {
        long[] out = new long[dims.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = stored[dims[i]];
        }
        return out;
    }

    public double[] fromStored(double[] stored) {
        double[] out = new double[dims.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = stored[dims[i]];
        }
        return out;
    }

    /** What stands at each dimension, out of what stands at each axis; {@code other} where there is none. */
    public long[] toStored(long[] values, long other) {
        long[] out = new long[rank];
        Arrays.fill(out, other);
        for (int i = 0; i < dims.length; i++) {
            out[dims[i]] = values[i];
        }
        return out;
    }

    public Region toStored(Region region) {
        return Region.between(toStored(region.min(), 0), toStored(region.max(), 1));
    }
}
