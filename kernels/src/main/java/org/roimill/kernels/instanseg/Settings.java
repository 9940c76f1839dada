package org.roimill.kernels.instanseg;

/**
 * What can be set. The names are InstanSeg's.
 *
 * @param maskThreshold the least probability within an object
 * @param peakDistance a seed is the greatest within a square of twice this and one
 * @param seedThreshold what a seed's value must exceed
 * @param overlapThreshold windows that share more than this are one object
 * @param window half the side of a seed's window
 * @param cleanupFragments keep what is connected to the seed alone, and fill its holes
 * @param minSize objects must be larger, in pixels; for {@link Variant#V01} only
 * @param meanThreshold what the mean seed value of an object must exceed; for {@link Variant#V01} only
 * @param foregroundThreshold what the foreground must exceed at a seed, where the maps have one
 */
public record Settings(
        Variant variant,
        float maskThreshold,
        int peakDistance,
        float seedThreshold,
        float overlapThreshold,
        int window,
        boolean cleanupFragments,
        int minSize,
        float meanThreshold,
        float foregroundThreshold) {
    public Settings {
        if (!(maskThreshold > 0 && maskThreshold < 1) || peakDistance < 0 || window < 1) {
            throw new IllegalArgumentException("a mask threshold of " + maskThreshold + ", a peak distance of "
                    + peakDistance + ", a window of " + window);
        }
    }

    public static Settings of(Variant variant) {
        return new Settings(variant, 0.53f, 5, 0.7f, 0.3f, 32, true, 10, 0, 0.5f);
    }

    /** How far beyond a cell its work looks. */
    public int halo() {
        return Math.max(2 * window, peakDistance);
    }
}
