/**
 * Measures: objects and images in, tables out.
 */
package org.roimill.processors.measures;
