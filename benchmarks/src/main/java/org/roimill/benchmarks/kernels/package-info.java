/** How fast the kernels are, on images made up from a fixed seed; the Python peer times SciPy's on the same images. */
package org.roimill.benchmarks.kernels;
