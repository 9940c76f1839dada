/**
 * A segmenter on the images of a folder: which they are, what is to be saved of each, whether it is there already, and
 * the run that makes it.
 */
package org.roimill.cli.folder;
