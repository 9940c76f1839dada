/** How fast processors are, run as a chain runs them but from memory to memory; the Python peer times its own. */
package org.roimill.benchmarks.processors;
