/**
 * Weighted sums along one axis after the other, in double precision: Gaussian and box filters, any other correlation,
 * and the engine behind resizing.
 */
package org.roimill.kernels.separable;
