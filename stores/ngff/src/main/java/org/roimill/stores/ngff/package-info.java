/**
 * OME-NGFF metadata: what an image, labels, a plate and a well say about themselves, and the rules that they have to
 * follow. Where the versions differ, a package of each says how.
 */
package org.roimill.stores.ngff;
