/**
 * Where the bytes of a Zarr hierarchy lie: key-value stores over a folder, a Zip archive, memory or HTTP. Values are
 * replaced whole and atomically, and read whole or by range through a handle that sees one version only.
 */
package org.roimill.stores.zarr.store;
