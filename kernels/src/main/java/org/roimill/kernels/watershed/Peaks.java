package org.roimill.kernels.watershed;

import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.space.Region;
import org.roimill.kernels.row.Rows;

/**
 * The peaks of a landscape: the voxels of a part that no other of the same part within a box around them beats. The
 * higher beats the lower; of two equally high the one before in raster order does. Whether a voxel is a peak depends on
 * its box alone, so blocks agree on it, and each part has at least one, its first highest voxel.
 *
 * <p>Where no two voxels of a box are equally high, this is {@code skimage.feature.peak_local_max} with the parts as
 * {@code labels} and {@code exclude_border=False}. Values are compared as f64, NaN is lower than all.
 */
public final class Peaks {
    private final Block values;
    private final Block parts;
    private final long[] shape;
    private final long[] reach;

    private Peaks(Block values, Block parts, long[] reach) {
        this.values = values;
        this.parts = parts;
        this.shape = inThree(values.region().shape(), 1);
        this.reach = inThree(reach, 0);
    }

    private static long[] inThree(long[] some, long filling) {
        long[] three = {filling, filling, filling};
        System.arraycopy(some, 0, three, 3 - some.length, some.length);
        return three;
    }

    /**
     * The peaks, as places within the block, ascending.
     *
     * @param parts the connected part that each voxel belongs to, zero for none
     * @param reach how far a box goes to either side, for each axis; at least 1 along axes longer than one voxel
     */
    public static int[] find(Block values, Block parts, long[] reach) {
        Region box = values.region();
        if (!parts.region().equals(box) || reach.length != box.dims()) {
            throw new IllegalArgumentException("values " + values + ", parts " + parts);
        }
        Peaks peaks = new Peaks(values, parts, reach);
        IntStream.Builder found = IntStream.builder();
        int width = Math.toIntExact(box.isEmpty() ? 0 : box.size(box.dims() - 1));
        double[] row = new double[width];
        double[] beside = new double[width];
        boolean[] alive = new boolean[width];
        Rows.each(box, start -> {
            long at = values.index(start);
            peaks.candidates(at, row, beside, alive);
            for (int k = 0; k < width; k++) {
                if (alive[k] && peaks.standsAlone(at + k, row[k])) {
                    found.add(Math.toIntExact(at + k));
                }
            }
        });
        return found.build().toArray();
    }

    /** What no neighbour across a face beats, which belongs to the same part: few are left to be looked at closely. */
    private void candidates(long at, double[] row, double[] beside, boolean[] alive) {
        int width = row.length;
        load(at, row);
        for (int k = 0; k < width; k++) {
            alive[k] = !Double.isNaN(row[k])
                    && !(k > 0 && row[k - 1] >= row[k])
                    && !(k + 1 < width && row[k + 1] > row[k]);
        }
        long y = at / width % shape[1];
        long z = at / width / shape[1];
        long plane = width * shape[1];
        if (y > 0) {
            drop(at - width, true, row, beside, alive);
        }
        if (y + 1 < shape[1]) {
            drop(at + width, false, row, beside, alive);
        }
        if (z > 0) {
            drop(at - plane, true, row, beside, alive);
        }
        if (z + 1 < shape[0]) {
            drop(at + plane, false, row, beside, alive);
        }
    }

    private void drop(long at, boolean before, double[] row, double[] beside, boolean[] alive) {
        load(at, beside);
        for (int k = 0; k < row.length; k++) {
            alive[k] &= !(before ? beside[k] >= row[k] : beside[k] > row[k]);
        }
    }

    /** NaN, which beats nobody, outside of all parts. */
    private void load(long at, double[] row) {
        Convert.load(values, at, row, row.length);
        for (int k = 0; k < row.length; k++) {
            boolean outside = parts.data().getAtIndex(ValueLayout.JAVA_INT, at + k) == 0;
            row[k] = outside ? Double.NaN : height(row[k]);
        }
    }

    private static double height(double value) {
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }

    private boolean standsAlone(long voxel, double value) {
        int part = parts.data().getAtIndex(ValueLayout.JAVA_INT, voxel);
        long x = voxel % shape[2];
        long y = voxel / shape[2] % shape[1];
        long z = voxel / shape[2] / shape[1];
        for (long zz = Math.max(0, z - reach[0]); zz <= Math.min(shape[0] - 1, z + reach[0]); zz++) {
            for (long yy = Math.max(0, y - reach[1]); yy <= Math.min(shape[1] - 1, y + reach[1]); yy++) {
                long row = (zz * shape[1] + yy) * shape[2];
                long end = row + Math.min(shape[2] - 1, x + reach[2]);
                for (long other = row + Math.max(0, x - reach[2]); other <= end; other++) {
                    if (parts.data().getAtIndex(ValueLayout.JAVA_INT, other) == part
                            && beats(height(values.get(other)), other, value, voxel)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static boolean beats(double a, long placeA, double b, long placeB) {
        return a > b || (a == b && placeA < placeB);
    }
}
