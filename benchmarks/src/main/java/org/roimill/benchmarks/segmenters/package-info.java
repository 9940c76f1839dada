/** How fast segmenters are after their networks; the Python peers make the scenes and time the packages on them. */
package org.roimill.benchmarks.segmenters;
