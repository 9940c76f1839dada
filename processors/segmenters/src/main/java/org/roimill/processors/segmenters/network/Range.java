package org.roimill.processors.segmenters.network;

import java.util.List;

/** For each channel of one input what becomes 0 and what becomes 1. */
public record Range(List<Ends> channels) {
    /**
     * A channel of one value has no range: {@code flat}.
     *
     * @param given whether the user chose them: then they are taken as they are, however close, and the greater first
     */
    public record Ends(float low, float high, boolean flat, boolean given) {
        public Ends(float low, float high, boolean flat) {
            this(low, high, flat, false);
        }

        public static Ends given(float low, float high) {
            return new Ends(low, high, false, true);
        }
    }

    public Range {
        channels = List.copyOf(channels);
    }
}
