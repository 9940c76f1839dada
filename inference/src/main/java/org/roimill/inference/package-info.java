/**
 * Opens models for processors: finds them by name, checks them against their cards, and shares them. ONNX Runtime is
 * loaded when the first network is opened, and nobody outside this module sees it.
 */
package org.roimill.inference;
