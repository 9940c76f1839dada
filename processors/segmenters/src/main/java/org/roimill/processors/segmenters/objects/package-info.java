/**
 * Stages that several segmenters share, over labels: where objects lie, which of them stay, their holes, and what joins
 * the planes of a stack. All work cell by cell, and give what one pass over the whole would.
 */
package org.roimill.processors.segmenters.objects;
