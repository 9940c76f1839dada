/**
 * The card of a model, model.yaml: read from a small and safe part of YAML, and checked key by key.
 */
package org.roimill.inference.card;
