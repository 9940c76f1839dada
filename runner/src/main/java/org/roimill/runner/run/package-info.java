/**
 * Runs a chain on ROIs: several side by side, each planned, worked through, and committed at once; one row for each says
 * what became of it.
 */
package org.roimill.runner.run;
