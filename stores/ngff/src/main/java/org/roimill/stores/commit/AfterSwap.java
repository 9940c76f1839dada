package org.roimill.stores.commit;

import org.roimill.stores.zarr.store.Store;

/**
 * Brings what groups say about their members up to date once all elements are in place. Derives it from what is there,
 * so that it can run again after a crash.
 */
@FunctionalInterface
public interface AfterSwap {
    AfterSwap NOTHING = root -> {};

    /** The store itself: its writes are atomic and synced, it holds no consolidated metadata, and shows no transactions. */
    void run(Store root);
}
