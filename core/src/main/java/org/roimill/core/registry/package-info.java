/**
 * The processors that there are: built-in ones and those of plugins, each with where it came from and the digest of
 * that, found by id and described as plain maps.
 */
package org.roimill.core.registry;
