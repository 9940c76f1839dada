package org.roimill.core.processor;

import java.util.Locale;

/** The five families of processors. Each is a module and a container image. */
public enum Family {
    /** Image in, image out. */
    FILTER,
    /** Image in, objects out. */
    SEGMENTER,
    /** Labels in, labels out. */
    MASK,
    /** Boxes over images and labels. */
    CROPPER,
    /** Objects and images in, tables out. */
    MEASURE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
