/**
 * How well found objects agree with true ones: overlaps of two label images, their intersection over union, and the
 * counts made of them.
 */
package org.roimill.kernels.score;
