package org.roimill.kernels.threshold;

/** How one threshold for all voxels is found. */
public enum AutoThreshold {
    /** The two classes with the greatest variance between them (Otsu 1979). */
    OTSU,
    /** The least cross-entropy between an image and its two means (Li and Lee 1993), by iteration (Li and Tam 1998). */
    LI,
    /** The bin furthest below the line from the peak of the histogram to its far end (Zack, Rogers and Latt 1977). */
    TRIANGLE
}
