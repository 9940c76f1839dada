/**
 * Connected parts: of a mask, or of labels whose pieces lie apart. Runs are scanned row by row and joined by
 * union-find; a large image is labelled block by block, merged once from small states, and renumbered block by block,
 * with the ids that the whole would have got.
 */
package org.roimill.kernels.labelling;
