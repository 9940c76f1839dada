/**
 * Euclidean distances on the voxel grid: growing and shrinking labels and the ring between two such outlines, which
 * look no further than their radius, and the distance map of a whole block.
 */
package org.roimill.kernels.distance;
