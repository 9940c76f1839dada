package org.roimill.processors.segmenters.watershed;

import java.util.List;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Length;
import org.roimill.kernels.separable.Gaussian;

/**
 * How large things are, in voxels along each axis.
 *
 * @param spacing the sides of a voxel in those of its side along x; null where all are equal
 * @param sigma of the landscape of distances, if that is what it is of
 * @param reach how far other seeds of a part are kept away
 * @param halo what is looked at around a cell
 */
record Scale(boolean distance, double[] spacing, double[] sigma, long[] reach, long[] halo) {
    private static final double DIAMETER = 64;
    private static final double DEPTH = 16;
    private static final double HALO = 1.5;
    private static final double QUARTER = 0.25;
    private static final double APART = 5;
    /** Spacings that differ by less are equal. */
    private static final double ALIKE = 1e-6;

    static Scale of(SeededWatershed.Parameters p, Grid grid, Axes over) {
        int n = over.count();
        double[] spacing = spacing(grid, over);
        boolean distance = p.seeds() == SeededWatershed.Seeds.DISTANCE;
        double[] sigma = distance ? p.seedSigma().voxels(grid, over) : new double[n];
        long[] reach = new long[n];
        long[] halo = new long[n];
        double[] diameter = p.diameter() == null ? null : p.diameter().voxels(grid, over);
        double[] apart = p.minDistance() == null ? null : p.minDistance().voxels(grid, over);
        for (int d = 0; d < n; d++) {
            double across = diameter != null ? diameter[d] : over.get(d) == Axis.Z ? DEPTH : DIAMETER;
            double far = apart != null
                    ? apart[d]
                    : diameter != null ? diameter[d] * QUARTER : APART / (spacing == null ? 1 : spacing[d]);
            reach[d] = Math.max(1, (long) far);
            halo[d] = (long) Math.ceil(HALO * across) + Gaussian.radius(sigma[d], Gaussian.TRUNCATE);
        }
        return new Scale(distance, spacing, sigma, reach, halo);
    }

    private static double[] spacing(Grid grid, Axes over) {
        double[] spacing = new double[over.count()];
        boolean alike = true;
        for (int d = 0; d < spacing.length; d++) {
            boolean known = grid.isCalibrated(over.get(d)) && grid.isCalibrated(Axis.X);
            spacing[d] = known ? ratio(grid, over.get(d)) : 1;
            alike &= Math.abs(spacing[d] - 1) < ALIKE;
        }
        return alike ? null : spacing;
    }

    /** By lengths, for axes may be in units of their own. */
    private static double ratio(Grid grid, Axis axis) {
        Length one = new Length(List.of(new Length.Part(1, grid.units().get(Axis.X))));
        double[] along = one.voxels(grid, Axes.of(axis == Axis.X ? List.of(axis) : List.of(axis, Axis.X)));
        return along[along.length - 1] / along[0];
    }

    boolean smooths() {
        for (double s : sigma) {
            if (s > 0) {
                return true;
            }
        }
        return false;
    }
}
