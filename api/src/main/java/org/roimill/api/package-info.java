/**
 * The public face of roimill in Java: open a ROI, load or build a chain, check it, run it, look at what came out.
 */
package org.roimill.api;
