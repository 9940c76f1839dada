package org.roimill.stores.zarr;

import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.meta.ArrayMeta;
import org.roimill.stores.zarr.store.Keys;
import org.roimill.stores.zarr.store.Store;

/** Where the stored objects of an array lie: boxes of its lattice to keys. */
record Layout(String path, ArrayMeta meta) {
    /** Of a whole cell; axes beyond those of the array, of bytes of elements, do not count. */
    long[] position(Region box) {
        long[] position = new long[meta.dims()];
        for (int d = 0; d < position.length; d++) {
            position[d] = box.min(d) / meta.chunk()[d];
        }
        return position;
    }

    String key(Region box) {
        return key(position(box));
    }

    String key(long... position) {
        return Keys.join(path, meta.keys().key(position));
    }

    RoimillException at(Store store, String key, RoimillException e) {
        return e.at(store.name() + ": array '" + path + "', chunk '"
                + key.substring(path.isEmpty() ? 0 : path.length() + 1) + "'");
    }
}
