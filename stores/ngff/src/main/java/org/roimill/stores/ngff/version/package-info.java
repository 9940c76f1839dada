/**
 * What every version of the specification answers, and the path-aware reading of metadata that all of them share.
 */
package org.roimill.stores.ngff.version;
