package org.roimill.processors.segmenters.network;

/** What a network wants intensities to be, given the percentiles of their channel. Nothing is clipped unless it says so. */
public enum Scaling {
    /** As they are. */
    NONE,
    /** Between the percentiles; a channel of one value stays as it is. */
    CELLPOSE3,
    /** Between the percentiles; a channel of one value becomes 0. */
    CELLPOSE4,
    /** Between the percentiles, ends at -2 and 3. */
    INSTANSEG,
    /** As they are, ends at -2 and 3. */
    CLAMPED;

    /** A smaller range counts as none where it was measured. */
    private static final float LEAST = 1e-3f;

    /** Whether percentiles are asked for. */
    boolean isMeasured() {
        return this != NONE && this != CLAMPED;
    }

    /** Scales {@code n} values in place. */
    void apply(float[] values, int n, Range.Ends ends, boolean invert) {
        float range = isMeasured() ? ends.high() - ends.low() : 0;
        switch (this) {
            case NONE -> {}
            case CLAMPED -> {
                for (int i = 0; i < n; i++) {
                    values[i] = Math.clamp(values[i], -2f, 3f);
                }
            }
            case INSTANSEG -> {
                for (int i = 0; i < n; i++) {
                    values[i] = Math.clamp((values[i] - ends.low()) / Math.max(LEAST, range), -2f, 3f);
                }
            }
            case CELLPOSE3, CELLPOSE4 -> {
                if (ends.flat()) {
                    for (int i = 0; this == CELLPOSE4 && i < n; i++) {
                        values[i] = 0;
                    }
                    return;
                }
                for (int i = 0; i < n; i++) {
                    float v = ends.given() || range > LEAST ? (values[i] - ends.low()) / range : 0;
                    values[i] = invert ? 1 - v : v;
                }
            }
        }
    }
}
