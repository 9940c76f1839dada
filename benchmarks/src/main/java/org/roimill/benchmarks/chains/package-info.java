/**
 * Whole chains through the command line: data to run them on.
 */
package org.roimill.benchmarks.chains;
