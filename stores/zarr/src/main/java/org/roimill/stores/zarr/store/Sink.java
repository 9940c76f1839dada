package org.roimill.stores.zarr.store;

import java.lang.foreign.MemorySegment;

/** A value being written. Nobody sees it before {@link #commit}; closed without one, it never was. For one thread. */
public interface Sink extends AutoCloseable {
    void append(MemorySegment... parts);

    void commit();

    @Override
    void close();
}
