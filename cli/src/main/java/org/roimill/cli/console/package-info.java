/**
 * What people and scripts see: failures on two lines, aligned tables, JSON, and how far work has come.
 */
package org.roimill.cli.console;
