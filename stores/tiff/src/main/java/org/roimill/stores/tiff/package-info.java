/**
 * Reads TIFF, BigTIFF, OME-TIFF and ImageJ stacks: {@link org.roimill.stores.tiff.TiffFile} opens a file and lists its
 * images, any region of which is read into a block in the order t, c, z, y, x.
 */
package org.roimill.stores.tiff;
