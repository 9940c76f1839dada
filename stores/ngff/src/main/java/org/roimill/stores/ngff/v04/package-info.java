/** OME-NGFF 0.4: keys among the attributes themselves, a version in each, stored in Zarr v2. */
package org.roimill.stores.ngff.v04;
