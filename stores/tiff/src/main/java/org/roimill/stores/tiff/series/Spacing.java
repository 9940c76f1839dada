package org.roimill.stores.tiff.series;

import org.roimill.core.space.Unit;

/** The size of a voxel along one axis, or the time between frames. */
public record Spacing(double size, Unit unit) {
    /** Null unless the size is a positive number. */
    static Spacing of(double size, Unit unit) {
        return unit != null && size > 0 && size < Double.POSITIVE_INFINITY ? new Spacing(size, unit) : null;
    }
}
