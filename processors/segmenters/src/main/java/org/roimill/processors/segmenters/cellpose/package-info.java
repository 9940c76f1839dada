/**
 * The segmenter {@code cellpose}: networks of the Cellpose family and what turns their flows into objects, in planes, in
 * stacks of planes and in volumes.
 */
package org.roimill.processors.segmenters.cellpose;
