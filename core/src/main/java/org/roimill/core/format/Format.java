package org.roimill.core.format;

import java.nio.file.Path;

/** A kind of file or store that a ROI can be read from. Found by {@link java.util.ServiceLoader}. */
public interface Format {
    /** For example {@code tiff}. */
    String id();

    /** True if this looks like one of ours; looks at the content, reads little, and never throws for a stranger. */
    boolean recognises(Path path);

    /** True of files that are made for people to look at, so that one beside another of its name is its copy. */
    default boolean isForLooking() {
        return false;
    }

    Roi open(Path path, OpenOptions options);
}
