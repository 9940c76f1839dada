package org.roimill.core.network;

/** The percentiles of an image that become 0 and 1 before a network sees it. */
public record Percentiles(double low, double high) {
    public Percentiles {
        if (!(low >= 0 && low < high && high <= 100)) {
            throw new IllegalArgumentException("percentiles " + low + " and " + high);
        }
    }
}
