/**
 * What a store or file format offers to the rest: a ROI to read from, and a transaction to add elements with.
 */
package org.roimill.core.format;
