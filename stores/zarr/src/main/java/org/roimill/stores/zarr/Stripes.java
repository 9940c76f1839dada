package org.roimill.stores.zarr;

import java.util.concurrent.locks.ReentrantLock;
import org.roimill.stores.zarr.store.Store;

/** Locks over the stored objects of this process, so that two writers of parts of one chunk lose nothing. */
final class Stripes {
    private static final ReentrantLock[] LOCKS = new ReentrantLock[1024];

    static {
        for (int i = 0; i < LOCKS.length; i++) {
            LOCKS[i] = new ReentrantLock();
        }
    }

    private Stripes() {}

    /** Two stores at the same place share their locks. */
    static ReentrantLock of(Store store, String key) {
        int h = 31 * store.name().hashCode() + key.hashCode();
        return LOCKS[(h ^ (h >>> 16)) & (LOCKS.length - 1)];
    }
}
