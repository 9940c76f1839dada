/**
 * Which pages of a file make up which image: what OME-XML, ImageJ's description, tifffile's shape, or the plain order
 * of pages say about dimensions, channels and voxel sizes. What they do not say is left open here.
 */
package org.roimill.stores.tiff.series;
