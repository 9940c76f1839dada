/**
 * What programs that time things by hand share: a clock that counts processors too, and threads over a list of pieces.
 */
package org.roimill.benchmarks.frame;
