/**
 * How roimill says that something went wrong: one exception, a kind that decides the exit code, a message of one or
 * two lines that names the thing, the place and the way out.
 */
package org.roimill.core.error;
