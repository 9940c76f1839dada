/**
 * InstanSeg without its network: from maps of coordinates, sigmas and seeds to labels, and nuclei and cells under shared
 * ids. A large image is worked on cell by cell of a lattice, with the labels that one pass over the whole would give.
 */
package org.roimill.kernels.instanseg;
