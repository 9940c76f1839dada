/**
 * The command line: one small class for each command, and one place that turns failures into messages and exit codes.
 */
package org.roimill.cli;
