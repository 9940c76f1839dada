/**
 * Label images beside the true ones: which belong to each other, how they are read, and what is counted of them.
 */
package org.roimill.cli.score;
