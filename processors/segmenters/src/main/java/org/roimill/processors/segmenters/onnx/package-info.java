/**
 * The segmenter {@code onnx}: any network that makes maps of images, and masks, classes or objects of these.
 */
package org.roimill.processors.segmenters.onnx;
