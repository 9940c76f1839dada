/**
 * The wish of the user, or of the system, that a command stop.
 */
package org.roimill.cli.machine;
