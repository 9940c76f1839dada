package org.roimill.runner.stage;

import org.roimill.core.element.RasterSpec;
import org.roimill.core.processor.Slot;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

/** A raster slot of a stage with its axes parted: those that the work needs together, and those it is repeated along. */
record Bound(Slot slot, RasterSpec spec, Axes core, Axes outer) {
    static Bound of(Slot slot, RasterSpec spec, Axes core) {
        return new Bound(slot, spec, core, spec.axes().without(core));
    }

    Region coreDomain() {
        return part(core);
    }

    /** All of this raster along some of its axes. */
    Region part(Axes axes) {
        long[] shape = new long[axes.count()];
        for (int d = 0; d < shape.length; d++) {
            shape[d] = spec.grid().size(axes.get(d));
        }
        return Region.ofShape(shape);
    }

    /** A region over {@code axes} carried over to {@code wanted} by name; axes that it lacks are taken whole. */
    Region byName(Region region, Axes axes, Axes wanted) {
        Region mine = part(wanted);
        for (int d = 0; d < wanted.count(); d++) {
            int from = axes.indexOf(wanted.get(d));
            if (from >= 0) {
                mine = mine.with(d, region.min(from), region.max(from));
            }
        }
        return mine;
    }

    /** The region over all axes made of one over the outer and one over the core axes. */
    Region full(Region outerRegion, Axes outerAxes, Region coreRegion) {
        Axes axes = spec.axes();
        Region all = part(axes);
        for (int d = 0; d < axes.count(); d++) {
            Axis axis = axes.get(d);
            int c = core.indexOf(axis);
            int o = outerAxes.indexOf(axis);
            all = c >= 0
                    ? all.with(d, coreRegion.min(c), coreRegion.max(c))
                    : all.with(d, outerRegion.min(o), outerRegion.max(o));
        }
        return all;
    }

    /** True if a block of this raster holds each core block in one piece. */
    boolean coreIsInnermost() {
        Axes axes = spec.axes();
        for (int d = 0; d < core.count(); d++) {
            if (axes.get(axes.count() - core.count() + d) != core.get(d)) {
                return false;
            }
        }
        return true;
    }
}
