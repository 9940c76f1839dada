/**
 * Pyramids in Zarr arrays: read in the order of axes that the rest relies on, and written while the finest level
 * streams in.
 */
package org.roimill.stores.raster;
