package org.roimill.processors.masks;

import java.util.List;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;

/** Labels laid over other labels. */
final class Overlay {
    private Overlay() {}

    /** The first of them, which has to have all axes of the others. */
    static RasterSpec on(String processor, RasterSpec first, List<RasterSpec> others) {
        for (RasterSpec other : others) {
            if (!first.axes().containsAll(other.axes())) {
                throw RoimillException.usage(
                        processor + ": the first labels have the axes " + first.axes() + ", others have "
                                + other.axes(),
                        "Put those with most axes first, or project along "
                                + other.axes().without(first.axes()) + ".");
            }
        }
        return first.withDtype(first.dtype().made());
    }
}
