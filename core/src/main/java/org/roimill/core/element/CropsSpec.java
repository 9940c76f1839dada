package org.roimill.core.element;

import java.util.List;
import org.roimill.core.pixel.Border;

/**
 * Crops over one raster: what each of them is cut from, what stands beyond that raster's edge, and which attributes
 * each carries.
 */
public record CropsSpec(RasterSpec source, Border border, List<String> attributes) implements ElementSpec {
    public CropsSpec {
        attributes = List.copyOf(attributes);
    }

    @Override
    public Kind kind() {
        return Kind.CROPS;
    }
}
