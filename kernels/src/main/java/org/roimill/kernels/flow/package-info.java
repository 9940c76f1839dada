/**
 * From Cellpose's network maps to labels: every foreground voxel follows the flow, voxels that end at one sink are one
 * object; planes of objects are joined along z. By blocks, with the ids that the whole would have got.
 */
package org.roimill.kernels.flow;
