/**
 * What a TIFF file is made of: its bytes, the chain of image file directories with their tags, and how the pixels of
 * one directory are laid out in strips or tiles. Everything a file claims is checked here before it is believed.
 */
package org.roimill.stores.tiff.file;
