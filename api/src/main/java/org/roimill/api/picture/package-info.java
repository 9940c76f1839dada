/**
 * Images and labels as pictures: quick looks at one element, and contact sheets of many ROIs. Needs no fonts and no
 * display.
 */
package org.roimill.api.picture;
