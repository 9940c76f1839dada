package org.roimill.processors.segmenters.network;

import java.util.List;

/** For each channel of one input what becomes 0 and what becomes 1. */
public record Range(List<Ends> channels) {
    /** A channel of one value has no range: {@code flat}. */
    public record Ends(float low, float high, boolean flat) {}

    public Range {
        channels = List.copyOf(channels);
    }
}
