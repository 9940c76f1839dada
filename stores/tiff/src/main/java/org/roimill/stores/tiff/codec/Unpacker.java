package org.roimill.stores.tiff.codec;

import java.nio.ByteBuffer;

/** Undoes one compression, as a stream. For one thread; used for one strip or tile after the other. */
interface Unpacker extends AutoCloseable {
    void start(Packed in);

    /**
     * Puts decompressed bytes into {@code out} until it is full or the data end.
     *
     * @throws DamagedData if the data make no sense
     */
    void unpack(ByteBuffer out) throws DamagedData;

    /** Frees what lies outside the heap. */
    @Override
    default void close() {}
}
