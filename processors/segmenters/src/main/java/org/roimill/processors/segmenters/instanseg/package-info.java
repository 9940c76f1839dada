/**
 * InstanSeg's work after its network: maps to labels, and nuclei and cells under shared ids, cell by cell of a lattice.
 */
package org.roimill.processors.segmenters.instanseg;
