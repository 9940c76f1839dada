/**
 * Words: the nearest spelling of one that nobody knows.
 */
package org.roimill.core.text;
