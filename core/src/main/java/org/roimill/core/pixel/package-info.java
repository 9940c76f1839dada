/**
 * Voxels in memory: their types, dense blocks of them, the lanes in which kernels read them, the rules by which numbers
 * are rounded and converted, and what lies beyond an edge.
 */
package org.roimill.core.pixel;
