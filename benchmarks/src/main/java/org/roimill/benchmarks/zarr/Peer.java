package org.roimill.benchmarks.zarr;

import org.roimill.core.pixel.Block;

/** One way to store an image and get it back. */
interface Peer extends AutoCloseable {
    String name();

    /** What is not to be timed: bringing the source into the form that this peer takes. */
    default void prepare(Block source) {}

    void write(Block source, int threads);

    void read(Block target, int threads);

    long storedBytes();

    @Override
    void close();
}
