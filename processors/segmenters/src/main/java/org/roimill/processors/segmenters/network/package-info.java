/**
 * What all segmenters with a network share: which channels it is shown, how they are normalised and brought to its scale,
 * tiles that are run once each, and their blending into one map.
 */
package org.roimill.processors.segmenters.network;
