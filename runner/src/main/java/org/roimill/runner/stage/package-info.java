/**
 * Runs the stages of one plan over blocks: which boxes a call is handed, how they are read, padded and converted, in
 * which order results are joined. Knows the five forms of work and no processor.
 */
package org.roimill.runner.stage;
