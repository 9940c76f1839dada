/** How long it takes to open and list stores with many elements. */
package org.roimill.benchmarks.ngff;
