/**
 * The segmenter {@code instanseg}: networks of the InstanSeg family, and what turns their maps into labels of nuclei and
 * cells under shared ids, cell by cell of a lattice.
 */
package org.roimill.processors.segmenters.instanseg;
