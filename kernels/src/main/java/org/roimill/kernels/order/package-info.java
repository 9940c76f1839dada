/**
 * Numbers of every type as integers in the same order, so that order statistics are written once, are exact in every
 * type, and compare with plain integer instructions.
 */
package org.roimill.kernels.order;
