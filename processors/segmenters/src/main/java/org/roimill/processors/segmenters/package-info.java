/**
 * Segmenters: image in, objects out.
 */
package org.roimill.processors.segmenters;
