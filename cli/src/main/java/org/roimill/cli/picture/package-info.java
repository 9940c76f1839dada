/**
 * Quick looks: an image or labels as a small PNG.
 */
package org.roimill.cli.picture;
