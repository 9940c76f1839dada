/**
 * What every processor has to pass: made-up inputs, one run of a plan in any of the ways it may be run, and the suite of
 * promises that holds the results against each other.
 */
package org.roimill.testkit;
