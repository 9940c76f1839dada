/**
 * Where models lie: built in, installed, in folders, in zip files, at addresses. Finds them by name, and takes in and
 * removes installed ones.
 */
package org.roimill.inference.library;
