/**
 * Copying ROIs into a new store, block by block: what becomes which element, and the copying itself.
 */
package org.roimill.cli.convert;
