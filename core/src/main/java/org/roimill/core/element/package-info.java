/**
 * The five kinds of things that roimill works on: images, labels, tables, shapes and crops; what is known of each before
 * it is read, and how its content is reached.
 */
package org.roimill.core.element;
