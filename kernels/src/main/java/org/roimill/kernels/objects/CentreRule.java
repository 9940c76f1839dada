package org.roimill.kernels.objects;

/** From which of its pixels a mask's heat spreads. */
public enum CentreRule {
    /** The mean place, rounded half to even; where the mask lacks that pixel, the nearest to it. Cellpose 4. */
    ROUNDED_MEAN,
    /** The voxel nearest to the mean place. Cellpose 3, and 4 in volumes. */
    NEAREST_TO_MEAN
}
