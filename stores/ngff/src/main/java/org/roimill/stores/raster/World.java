package org.roimill.stores.raster;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.roimill.core.space.Affine;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Unit;
import org.roimill.stores.ngff.Multiscale;

/** A named world and how the indices of the finest level become its coordinates. */
public record World(String name, Affine fromFinest, Map<Axis, Unit> units) {

    /** The one world of a plain OME-Zarr image. */
    public static World of(Multiscale m) {
        StoredAxes axes = axesOf(m);
        Multiscale.Level finest = m.levels().getFirst();
        Affine own = scaling(axes, finest.scale(), finest.translation());
        Affine whole = m.scale() == null
                ? own
                : scaling(axes, m.scale(), m.translation()).after(own);
        return new World(Grid.GLOBAL, whole, units(m, axes.axes()));
    }

    /** The units that the axes of a pyramid say. */
    public static Map<Axis, Unit> units(Multiscale m, Axes axes) {
        Map<Axis, Unit> units = new EnumMap<>(Axis.class);
        for (Multiscale.StoredAxis axis : m.axes()) {
            Unit unit = axis.knownUnit();
            if (unit != null
                    && axes.has(axis.axis())
                    && axis.axis() != Axis.C
                    && unit.isTime() == (axis.axis() == Axis.T)) {
                units.put(axis.axis(), unit);
            }
        }
        return units;
    }

    static StoredAxes axesOf(Multiscale m) {
        return StoredAxes.of(order(m));
    }

    /** The axes in the order in which they are stored, each of ours once at most. */
    static List<Axis> order(Multiscale m) {
        List<Axis> order = m.axes().stream().map(Multiscale.StoredAxis::axis).toList();
        if (order.stream().distinct().count() != order.size()) {
            throw m.raw().at("axes").fault("means one of t, c, z, y, x twice");
        }
        return order;
    }

    static Affine scaling(StoredAxes axes, double[] scale, double[] translation) {
        double[] none = new double[scale.length];
        return Affine.scaling(axes.fromStored(scale), axes.fromStored(translation == null ? none : translation));
    }
}
