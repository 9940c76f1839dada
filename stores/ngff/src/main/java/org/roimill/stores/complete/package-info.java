/**
 * Completeness: beside each element that is written stands the list of its stored objects, so that a missing or damaged
 * one is an error and never taken for background.
 */
package org.roimill.stores.complete;
