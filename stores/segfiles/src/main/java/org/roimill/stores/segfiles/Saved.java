package org.roimill.stores.segfiles;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be saved of a segmentation. */
public enum Saved {
    MASKS_TIF,
    MASKS_PNG,
    SEG_NPY,
    OUTLINES_PNG,
    OUTLINES_TXT,
    ROIS,
    FLOWS,
    DP,
    GEOJSON;

    /** As users write it: {@code masks-tif}, {@code dP}. */
    @Override
    public String toString() {
        return this == DP ? "dP" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** By that word; null if it is none. */
    public static Saved find(String word) {
        return Arrays.stream(values())
                .filter(s -> s.toString().equalsIgnoreCase(word))
                .findFirst()
                .orElse(null);
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Saved::toString).toList();
    }

    /** Whether there is nothing to save where the segmenter has no flows. */
    public boolean needsFlows() {
        return this == FLOWS || this == DP;
    }

    /** Whether it is better with flows, and can do without. */
    public boolean takesFlows() {
        return needsFlows() || this == SEG_NPY;
    }
}
