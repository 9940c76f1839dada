package org.roimill.stores.commit;

import org.roimill.stores.zarr.store.Store;

/** What is known about chunk lists, the lists of what an element must hold. */
public interface Completeness {
    /** The digest of the element's chunk list, as its attributes state it; null where it has none. */
    String root(Store store, String element);

    /** Holds the element against its chunk list, and throws where something is missing or differs. */
    void check(Store store, String element);
}
