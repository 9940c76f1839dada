package org.roimill.stores.spatialdata;

import org.roimill.core.element.Pixels;
import org.roimill.core.format.Element;
import org.roimill.stores.complete.ListedStore;
import org.roimill.stores.complete.Seal;
import org.roimill.stores.raster.Raster;
import org.roimill.stores.zarr.store.Store;

/** An element and where it is. Its content is read through its chunk list, where it has one. */
public final class StoredElement {
    private final Element element;
    private final String path;
    private final Store store;
    private final Store through;
    private final Raster raster;

    /**
     * @param seal null where it has no chunk list
     * @param raster null where it is none
     */
    public StoredElement(Element element, String path, Store store, Seal seal, Raster raster) {
        this.element = element;
        this.path = path;
        this.store = store;
        this.through = seal == null ? store : new ListedStore(store, path, seal);
        this.raster = raster;
    }

    public Element element() {
        return element;
    }

    /** Relative to the store. */
    public String path() {
        return path;
    }

    public Store store() {
        return store;
    }

    /** The store, with an eye on the chunk list. */
    public Store through() {
        return through;
    }

    public Raster raster() {
        return raster;
    }

    public Pixels pixels(int level) {
        return raster.pixels(level, through);
    }
}
