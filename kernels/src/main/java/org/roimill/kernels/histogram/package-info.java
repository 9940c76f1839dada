/**
 * Exact percentiles of more voxels than can be sorted: histograms that are taken by block, added in any order, and
 * refined in one round for each 16 bits of the type.
 */
package org.roimill.kernels.histogram;
