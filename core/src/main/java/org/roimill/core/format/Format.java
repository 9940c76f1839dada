package org.roimill.core.format;

import java.nio.file.Path;

/** A kind of file or store that a ROI can be read from. Found by {@link java.util.ServiceLoader}. */
public interface Format {
    /** For example {@code tiff}. */
    String id();

    /** True if this looks like one of ours; looks at the content, reads little, and never throws for a stranger. */
    boolean recognises(Path path);

    Roi open(Path path, OpenOptions options);
}
