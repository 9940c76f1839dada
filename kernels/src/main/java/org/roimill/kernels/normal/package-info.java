/**
 * What Cellpose can do to an image before its network sees it, beside percentiles of the whole: smoothing, sharpening,
 * and percentiles of tiles.
 */
package org.roimill.kernels.normal;
