package org.roimill.core.element;

import java.util.Locale;

/** What an element is. */
public enum Kind {
    /** Intensities on a grid. */
    IMAGE,
    /** Object ids on a grid; zero is background. */
    LABELS,
    /** Rows about objects. */
    TABLE,
    /** Points, circles and polygons in the world. */
    SHAPES,
    /** An ordered list of boxes over an image or labels. */
    CROPS;

    public boolean isRaster() {
        return this == IMAGE || this == LABELS;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
