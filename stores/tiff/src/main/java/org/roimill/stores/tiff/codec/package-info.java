/**
 * From the bytes of a strip or tile to samples: the compressions, each as a stream so that no strip is too long, then
 * predictors, byte order and packed bits, row by row.
 */
package org.roimill.stores.tiff.codec;
