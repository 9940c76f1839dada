/**
 * Synthetic tissue: seeded ROIs that look like multiplexed fluorescence images and whose every cell is known. For first
 * steps, notebooks and tests.
 */
package org.roimill.api.demo;
