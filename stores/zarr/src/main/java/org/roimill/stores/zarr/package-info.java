/**
 * Arrays and groups of Zarr v2 and v3 hierarchies: opening, making, reading and writing regions, by several threads
 * of the caller's, and what a write tells about each stored object.
 */
package org.roimill.stores.zarr;
