package org.roimill.processors.segmenters.network;

import org.roimill.kernels.normal.TileNorm;

/**
 * What is done to the intensities of a channel by what lies around, plane by plane, before or in place of percentiles of
 * the whole.
 *
 * @param smooth the sigma of a Gaussian in pixels; 0 for none
 * @param sharpen the sigma of a Gaussian that is taken away; 0 for none
 * @param asCellpose whether Gaussians lie half a pixel off and are wrapped around the edges
 * @param tile the side of tiles whose percentiles take the place of those of the whole; 0 for none
 * @param smoothing of these
 * @param stacked whether the planes along z are looked at together
 */
public record LocalNormal(
        double smooth, double sharpen, boolean asCellpose, long tile, TileNorm.Smoothing smoothing, boolean stacked) {
    public static final LocalNormal NONE =
            new LocalNormal(0, 0, false, 0, new TileNorm.Smoothing(false, 0, false), false);

    boolean isNothing() {
        return !sharpens() && !tiles();
    }

    boolean sharpens() {
        return smooth > 0 || sharpen > 0;
    }

    boolean tiles() {
        return tile > 0;
    }
}
