package org.roimill.core.format;

import java.util.List;
import java.util.Map;
import org.roimill.core.element.ElementSpec;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;

/**
 * One element of a ROI as its metadata describe it.
 *
 * @param levels the pyramid of a raster, finest first; empty for others
 * @param storage for people: chunks, shards, codecs, by level or as a whole
 * @param provenance what made it, as it is recorded; empty where nothing is
 * @param attributes the element's own metadata, value for value, order kept
 */
public record Element(
        String name,
        ElementSpec spec,
        List<RasterSpec> levels,
        Map<String, String> storage,
        Map<String, Object> provenance,
        Map<String, Object> attributes) {
    /** The key in the provenance of an element that a commit drops. */
    public static final String TRANSIENT = "transient";

    public Element {
        levels = List.copyOf(levels);
    }

    /** True if it was made for a later stage alone, and is dropped by the commit. */
    public boolean isTransient() {
        return Boolean.TRUE.equals(provenance.get(TRANSIENT));
    }

    public Kind kind() {
        return spec.kind();
    }
}
