/**
 * Croppers: boxes over images and labels, and the way back from boxes to an image.
 */
package org.roimill.processors.croppers;
