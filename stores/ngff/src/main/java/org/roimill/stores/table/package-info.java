/** Tables as AnnData writes them into Zarr groups. */
package org.roimill.stores.table;
