package org.roimill.stores.spatialdata;

/**
 * The versions of a SpatialData store's parts.
 *
 * @param zarr the version of Zarr
 * @param container of the whole
 * @param raster of images and labels
 * @param table of tables
 */
public record Dialect(int zarr, String container, String raster, String table) {
    /** What new stores get. */
    public static Dialect of(int zarr) {
        return zarr == 2 ? new Dialect(2, "0.1", "0.2", "0.1") : new Dialect(3, "0.2", "0.3", "0.2");
    }

    /** As another raster of the store says it; a version that is not known is not copied. */
    Dialect withRaster(String version) {
        boolean known = zarr == 2 ? version.equals("0.1") || version.equals("0.2") : version.equals("0.3");
        return known ? new Dialect(zarr, container, version, table) : this;
    }
}
