package org.roimill.stores.zarr;

/** Hears what was stored, as it is stored, from the threads that store it. */
public interface WriteListener {
    void stored(StoredChunk chunk);

    /** That object holds nothing but the fill value, and is not there. */
    default void leftOut(String key) {}
}
