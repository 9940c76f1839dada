/** A program that other languages' tests drive: reads stores into one line of JSON, and writes known ones. */
package org.roimill.stores.probe;
