/**
 * The files that users of Cellpose know, written beside an image or into a folder: masks, {@code _seg.npy}, outlines,
 * ImageJ ROIs, flows; and GeoJSON for QuPath. {@link org.roimill.stores.segfiles.SegmentationFiles} writes them.
 */
package org.roimill.stores.segfiles;
