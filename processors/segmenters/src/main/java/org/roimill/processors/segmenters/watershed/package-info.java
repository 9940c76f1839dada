/**
 * The segmenter that needs no model: foreground by a threshold, a seed for each object, a flood from the seeds. Floods
 * run in the cells of a fixed lattice with what surrounds them; objects are known by their seeds and numbered once.
 */
package org.roimill.processors.segmenters.watershed;
