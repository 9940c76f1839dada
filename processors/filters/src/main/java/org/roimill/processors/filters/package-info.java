/**
 * Filters: image in, image out.
 */
package org.roimill.processors.filters;
