/**
 * The coarser levels of an image: block means for intensities, the first voxel of each block for labels. Works on any
 * part of a level, so that levels can be written while the image streams by.
 */
package org.roimill.kernels.pyramid;
