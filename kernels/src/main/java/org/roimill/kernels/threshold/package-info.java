/**
 * Thresholds: one for the whole image, found from its histogram in mergeable rounds, or one for each voxel from its
 * surroundings.
 */
package org.roimill.kernels.threshold;
