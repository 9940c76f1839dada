/**
 * Codecs from bytes to bytes, over direct memory on both sides, and the bounded pools of memory and native contexts
 * they work with.
 */
package org.roimill.stores.zarr.codec;
