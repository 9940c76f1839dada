/**
 * Chain files: what a user wrote, native or in PlexPipe's dialects, read strictly into one form. Knows no ROI and opens
 * no image.
 */
package org.roimill.runner.chain;
