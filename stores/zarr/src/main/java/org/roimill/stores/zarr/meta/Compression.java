package org.roimill.stores.zarr.meta;

/** How chunks are made smaller. */
public sealed interface Compression {
    Compression NONE = new None();

    record None() implements Compression {}

    record Zstd(int level) implements Compression {}

    record Gzip(int level) implements Compression {}

    /** v2 only. */
    record Zlib(int level) implements Compression {}

    /** v2 only. */
    record Lz4(int acceleration) implements Compression {}

    /**
     * Blosc's container: blocks of shuffled elements, each compressed by itself.
     *
     * @param cname lz4, lz4hc, zstd or zlib
     */
    record Blosc(String cname, int level, Shuffle shuffle) implements Compression {}

    static Compression zstd(int level) {
        return new Zstd(level);
    }

    static Compression gzip(int level) {
        return new Gzip(level);
    }

    static Compression zlib(int level) {
        return new Zlib(level);
    }

    static Compression lz4(int acceleration) {
        return new Lz4(acceleration);
    }

    static Compression blosc(String cname, int level, Shuffle shuffle) {
        return new Blosc(cname, level, shuffle);
    }
}
