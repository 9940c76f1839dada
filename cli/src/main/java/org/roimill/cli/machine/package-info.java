/**
 * What a command may use of the machine: memory and CPUs; and the user's wish to stop.
 */
package org.roimill.cli.machine;
