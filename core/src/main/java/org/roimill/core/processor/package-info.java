/**
 * The contract between processors and whoever runs them: a descriptor, a plan made of stages, and the five forms of work
 * that a stage can be. Start at {@link org.roimill.core.processor.Processor}.
 */
package org.roimill.core.processor;
