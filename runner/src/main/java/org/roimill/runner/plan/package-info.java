/**
 * A chain typed against one ROI: which element each step reads, what it makes, what is done already, what it will take.
 * Reads metadata alone, and tells all problems at once.
 */
package org.roimill.runner.plan;
