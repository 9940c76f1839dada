/**
 * How well found objects agree with true ones. What two label images share is gathered block by block in a sparse table,
 * from which objects are matched and counted.
 */
package org.roimill.kernels.score;
