/** Images and labels on a grid of another size: nearest voxel, linear, linear after smoothing, mean over the area. */
package org.roimill.kernels.resize;
