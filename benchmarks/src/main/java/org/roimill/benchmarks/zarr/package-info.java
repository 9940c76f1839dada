/** Zarr reading and writing against the bare codecs on the same chunks. */
package org.roimill.benchmarks.zarr;
