/**
 * Blosc's container in Java, over the zstd, lz4 and zlib libraries that have natives for every platform: header,
 * blocks, splits, and the shuffling of bytes and bits.
 */
package org.roimill.stores.zarr.blosc;
