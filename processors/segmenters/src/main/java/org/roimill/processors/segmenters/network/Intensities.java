package org.roimill.processors.segmenters.network;

import java.util.List;

/**
 * What is done to intensities before a network sees them.
 *
 * @param low the percentile that becomes 0, where percentiles are measured
 * @param high the percentile that becomes 1
 * @param fixed ends that the user gave for each channel; null where they are measured
 * @param measureScaled whether percentiles are taken after the image was brought to the network's scale
 * @param together whether percentiles are taken over all planes of a stack, where planes are worked on one by one
 * @param thinned whether percentiles of large images are those of a part of their voxels, as Cellpose has it
 * @param local what comes before
 */
public record Intensities(
        Scaling scaling,
        boolean invert,
        double low,
        double high,
        List<Range.Ends> fixed,
        boolean measureScaled,
        boolean together,
        boolean thinned,
        LocalNormal local) {
    /** Scaled between percentiles or, where {@code scaling} measures none, not at all. */
    public static Intensities of(Scaling scaling, double low, double high, boolean measureScaled) {
        return new Intensities(scaling, false, low, high, null, measureScaled, false, false, LocalNormal.NONE);
    }

    boolean isMeasured() {
        return scaling.isMeasured() && fixed == null;
    }

    /** What is left to do after {@link #local} was done. */
    Intensities afterLocal() {
        // The percentiles of tiles are all there is; and nothing is flat after it was sharpened.
        Scaling rest = local.tiles() ? Scaling.NONE : scaling == Scaling.CELLPOSE3 ? Scaling.CELLPOSE4 : scaling;
        return new Intensities(rest, invert, low, high, fixed, measureScaled, together, thinned, LocalNormal.NONE);
    }
}
