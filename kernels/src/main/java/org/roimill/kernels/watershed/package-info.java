/**
 * The watershed from seeds, and the seeds: peaks of a landscape, one for each that stands alone within a box.
 */
package org.roimill.kernels.watershed;
