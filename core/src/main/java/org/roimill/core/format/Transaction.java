package org.roimill.core.format;

import java.util.Map;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.element.Shapes;
import org.roimill.core.element.Table;

/**
 * New elements for a store, all of which appear together or not at all. Until {@link #commit()} no reader sees anything
 * of it, and closing without a commit leaves the store as it was.
 */
public interface Transaction extends AutoCloseable {
    RasterWriter raster(String name, RasterSpec spec, Storage storage, Map<String, Object> provenance);

    void table(String name, Table table, Map<String, Object> provenance);

    void shapes(String name, Shapes shapes, Map<String, Object> provenance);

    /** Makes all of it visible. After it returns, it is on the disk. */
    void commit();

    @Override
    void close();
}
