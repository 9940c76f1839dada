/**
 * Outlines of labelled objects in a plane: the pixels along the outer border of each connected part, in the order in
 * which a walk along it meets them.
 */
package org.roimill.kernels.outline;
