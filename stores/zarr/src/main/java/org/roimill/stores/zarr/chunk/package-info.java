/**
 * One stored object, a chunk or a shard: the chain of codecs that its metadata asks for, the index of a shard, and
 * the way of voxels into it and out of it.
 */
package org.roimill.stores.zarr.chunk;
