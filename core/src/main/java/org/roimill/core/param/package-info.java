/**
 * Parameters of processors: records whose components say what they mean, and what is derived from them: binding with
 * errors that help, a JSON schema, and texts for the command line and the reference.
 */
package org.roimill.core.param;
