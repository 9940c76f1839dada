/**
 * Order statistics over a footprint: median, percentile, minimum, maximum, and grey morphology made of them. They run
 * on the order of the values alone, so they are exact in every type; NaN counts as larger than every number.
 */
package org.roimill.kernels.rank;
