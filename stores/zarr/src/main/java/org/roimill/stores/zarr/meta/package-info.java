/**
 * The metadata of Zarr arrays and groups, v2 and v3: read within limits from trees that keep every foreign key, and
 * written from a description of what is wanted.
 */
package org.roimill.stores.zarr.meta;
