package org.roimill.kernels.flow;

import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/**
 * How voxels follow the flow that a network gives, after Cellpose's dynamics.
 *
 * @param steps how many steps a voxel takes
 * @param threshold voxels whose logit of being part of a cell is above it are foreground
 * @param flowScale what the network gives for a flow of one pixel
 * @param sampling how the field is read between voxels
 */
public record Follow(int steps, double threshold, double flowScale, Sampling sampling) {
    /** In place of an end: the voxel is background. */
    public static final long BACKGROUND = -1;

    /** In place of an end: on its way the voxel needs the maps beyond their window. */
    public static final long MISSING = -2;

    public Follow {
        if (steps < 0 || !(flowScale > 0)) {
            throw new IllegalArgumentException("following " + steps + " steps of flows scaled by " + flowScale);
        }
    }

    /** As Cellpose does where nothing else is asked for. */
    public static Follow cellpose() {
        return new Follow(200, 0, 5, Sampling.TORCH);
    }

    public Follow withSteps(int n) {
        return new Follow(n, threshold, flowScale, sampling);
    }

    public Follow withThreshold(double logit) {
        return new Follow(steps, logit, flowScale, sampling);
    }

    public Follow withFlowScale(double scale) {
        return new Follow(steps, threshold, scale, sampling);
    }

    public Follow withSampling(Sampling how) {
        return new Follow(steps, threshold, flowScale, how);
    }

    /**
     * Writes where each voxel of {@code ends} (32- or 64-bit integers) comes to, as its raster index in the domain, or
     * {@link #BACKGROUND} or {@link #MISSING}. Gives the number of the missing. The maps are f32 over (c,y,x) or
     * (c,z,y,x): the flow along each axis in that order, then the logit, of a window of the domain that covers
     * {@code ends}. A voxel that is not missing gets the same end whatever the window.
     */
    public long follow(Block maps, Region domain, Block ends) {
        return follow(maps, domain, ends, false);
    }

    /** As {@link #follow}, for the voxels alone that are {@link #MISSING} so far: with a larger window. */
    public long followMissing(Block maps, Region domain, Block ends) {
        return follow(maps, domain, ends, true);
    }

    private long follow(Block maps, Region domain, Block ends, boolean onlyMissing) {
        int dims = domain.dims();
        Region window = maps.region().dims(1, maps.region().dims());
        if (maps.dtype() != DType.F32
                || dims < 2
                || dims > 3
                || window.dims() != dims
                || maps.region().size(0) != dims + 1
                || !domain.contains(window)
                || !window.contains(ends.region())) {
            throw new IllegalArgumentException(maps + " are no maps of flows for " + ends + " in " + domain);
        }
        boolean wide = ends.dtype() == DType.I64;
        boolean fits = ends.dtype() == DType.I32 && domain.voxels() <= Integer.MAX_VALUE;
        if (!wide && !fits) {
            throw new IllegalArgumentException(ends + " cannot hold places in " + domain);
        }
        return ends.region().isEmpty() ? 0 : new Course(this, maps, domain, ends, Tiling.of(dims)).run(onlyMissing);
    }
}
