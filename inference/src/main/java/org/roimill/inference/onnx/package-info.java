/**
 * Networks on ONNX Runtime: which provider they run on, zero-copy calls, what is done when a GPU runs out of memory, and
 * the test that shows a network computes what its card says.
 */
package org.roimill.inference.onnx;
