/**
 * PNG and JPEG files as ROIs of one image without calibration: planes of 8 or 16 bits, grey or red, green and blue. What a
 * header claims is held against the memory that there is before anything is unpacked.
 */
package org.roimill.stores.pictures;
