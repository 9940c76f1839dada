package org.roimill.kernels.outline;

import java.util.List;

/**
 * A closed walk over the border pixels of one 8-connected part; the first pixel is not repeated at the end. Where the
 * part is one pixel wide, the walk passes a pixel twice.
 */
public record Outline(int[] x, int[] y) {
    /** Shorter walks enclose nothing worth drawing. */
    private static final int SHORTEST = 5;

    public int length() {
        return x.length;
    }

    /**
     * The one that stands for an object of several parts: the longest, of equally long ones that of the part whose first
     * pixel comes last. Null where even that has no more than four points.
     */
    public static Outline longest(List<Outline> parts) {
        Outline longest = null;
        for (Outline part : parts) {
            if (part.length() >= SHORTEST && (longest == null || part.length() >= longest.length())) {
                longest = part;
            }
        }
        return longest;
    }
}
