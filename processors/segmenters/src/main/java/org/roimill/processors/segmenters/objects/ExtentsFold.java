package org.roimill.processors.segmenters.objects;

import org.roimill.core.space.Region;
import org.roimill.kernels.objects.Extents;

/** Where each object of some labels lies. */
public record ExtentsFold(Region domain) implements OfExtents<Extents> {
    @Override
    public Extents result(Extents merged) {
        return merged;
    }
}
