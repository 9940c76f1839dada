/**
 * Where voxels are: axes, boxes of voxels, grids and their maps to the world, units and lengths. No pixels live here.
 */
package org.roimill.core.space;
