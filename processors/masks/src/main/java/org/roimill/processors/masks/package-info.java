/**
 * Mask builders: labels in, labels out.
 */
package org.roimill.processors.masks;
