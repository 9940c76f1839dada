/**
 * ROIs in Zarr stores: a SpatialData store with deltas laid over it, or a plain OME-Zarr image with its labels; and the
 * transaction that adds elements.
 */
package org.roimill.stores.roi;
