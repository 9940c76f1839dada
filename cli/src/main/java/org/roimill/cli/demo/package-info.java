/**
 * The demo: its folder, its way through the pipeline, its picture and its score.
 */
package org.roimill.cli.demo;
