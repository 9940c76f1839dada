package org.roimill.core.element;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.roimill.core.space.Region;

/**
 * One box over a raster, over all its axes. It may reach beyond the raster's edge. Attributes are numbers, texts or
 * truth values, in order.
 */
public record Crop(String name, Region box, Map<String, Object> attributes) {
    public Crop {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
