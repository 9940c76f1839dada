/** OME-NGFF 0.5: keys below {@code ome}, one version for all, stored in Zarr v3. */
package org.roimill.stores.ngff.v05;
