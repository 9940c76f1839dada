/** The rows of a box: how kernels walk over blocks of any number of dimensions. */
package org.roimill.kernels.row;
