package org.roimill.stores.commit;

import org.roimill.stores.zarr.store.Store;

/**
 * Elements being built where no reader looks, to appear in a store together or not at all. Elements are named by their
 * place in the store, such as {@code images/nuclei}. Declaring is for one thread; the staging store is for many.
 */
public sealed interface Staged extends AutoCloseable permits StoreCommit, NewStore {
    /** Where an element is written, under the name that it has in the store. */
    Store staging();

    /** Declares an element before it is written. Its present state is noted, and must be the same at the commit. */
    void add(String element, boolean overwrite);

    /** Declares that an element goes. */
    void delete(String element);

    /** Makes all of it visible. After it returns, it is on the disk. */
    Committed commit();

    /** Without a commit, drops what was built and leaves the store as it was. */
    @Override
    void close();
}
