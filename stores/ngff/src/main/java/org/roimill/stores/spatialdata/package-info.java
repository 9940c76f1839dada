/**
 * SpatialData stores: the groups of elements, their coordinate systems and versions, and the lists that have to be in
 * line with what is there.
 */
package org.roimill.stores.spatialdata;
