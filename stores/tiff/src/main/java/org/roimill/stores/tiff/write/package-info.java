/**
 * Writes TIFF files: {@link org.roimill.stores.tiff.write.TiffWriter} takes an image page by page and strip by strip,
 * and holds no more of it than that.
 */
package org.roimill.stores.tiff.write;
