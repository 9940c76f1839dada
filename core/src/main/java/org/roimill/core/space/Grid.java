package org.roimill.core.space;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where voxels are: axes, shape, pyramid level, the map from indices to a named world, and the unit of each axis.
 * Nothing else in roimill holds a spacing. Immutable.
 */
public final class Grid {
    /** The world that a file means when it names none. */
    public static final String GLOBAL = "global";

    private final Axes axes;
    private final long[] shape;
    private final int level;
    private final Affine toWorld;
    private final String world;
    private final Map<Axis, Unit> units;

    private Grid(Axes axes, long[] shape, int level, Affine toWorld, String world, Map<Axis, Unit> units) {
        if (axes.count() != shape.length || axes.count() != toWorld.dims()) {
            throw new IllegalArgumentException("axes " + axes + ", a shape of " + shape.length
                    + " numbers and a transform over " + toWorld.dims() + " axes do not fit together");
        }
        for (long side : shape) {
            if (side < 0) {
                throw new IllegalArgumentException("negative side in shape " + Arrays.toString(shape));
            }
        }
        this.axes = axes;
        this.shape = shape;
        this.level = level;
        this.toWorld = toWorld;
        this.world = Objects.requireNonNull(world);
        this.units = Collections.unmodifiableMap(units.isEmpty() ? new EnumMap<>(Axis.class) : new EnumMap<>(units));
    }

    /** A grid without calibration: one voxel is one unit of the world, and nobody knows how long that is. */
    public static Grid of(Axes axes, long... shape) {
        return new Grid(axes, shape.clone(), 0, Affine.identity(axes.count()), GLOBAL, Map.of());
    }

    public static Grid of(String axes, long... shape) {
        return of(Axes.of(axes), shape);
    }

    public Grid withLevel(int newLevel) {
        return new Grid(axes, shape, newLevel, toWorld, world, units);
    }

    public Grid withWorld(Affine newToWorld, String newWorld, Map<Axis, Unit> newUnits) {
        return new Grid(axes, shape, level, newToWorld, newWorld, newUnits);
    }

    /** Voxels of that size in that unit along all spatial axes that are named; the rest stays as it is. */
    public Grid withSpacing(Map<Axis, Double> spacing, Unit unit) {
        double[][] m = toWorld.matrix();
        Map<Axis, Unit> newUnits = new EnumMap<>(Axis.class);
        newUnits.putAll(units);
        spacing.forEach((axis, size) -> {
            int d = axes.indexOf(axis);
            if (d >= 0) {
                m[d][d] = size;
                newUnits.put(axis, unit);
            }
        });
        return new Grid(axes, shape, level, Affine.of(m), world, newUnits);
    }

    /** The same place in the world on a sub-lattice of another shape; see {@link Affine#resampled}. */
    public Grid resampled(long[] newShape, double[] step, double[] offset, int newLevel) {
        return new Grid(axes, newShape.clone(), newLevel, toWorld.resampled(step, offset), world, units);
    }

    /** The part of this grid that a region covers; its voxels stay where they are in the world. */
    public Grid cropped(Region region) {
        double[] one = new double[axes.count()];
        Arrays.fill(one, 1);
        double[] offset = new double[one.length];
        for (int d = 0; d < offset.length; d++) {
            offset[d] = region.min(d);
        }
        return resampled(region.shape(), one, offset, level);
    }

    /** Without some axes. The map must not mix them with those that stay. */
    public Grid drop(Axes dropped) {
        Axes kept = axes.without(dropped);
        double[][] m = new double[kept.count()][kept.count() + 1];
        long[] newShape = new long[kept.count()];
        Map<Axis, Unit> newUnits = new EnumMap<>(Axis.class);
        for (int r = 0; r < kept.count(); r++) {
            int from = axes.indexOf(kept.get(r));
            newShape[r] = shape[from];
            for (int c = 0; c < kept.count(); c++) {
                m[r][c] = toWorld.get(from, axes.indexOf(kept.get(c)));
            }
            m[r][kept.count()] = toWorld.translation(from);
            if (units.containsKey(kept.get(r))) {
                newUnits.put(kept.get(r), units.get(kept.get(r)));
            }
        }
        return new Grid(kept, newShape, level, Affine.of(m), world, newUnits);
    }

    /** With axis {@code axis} in its place among the others, that many voxels along it, unit steps from zero. */
    public Grid insert(Axis axis, long size) {
        if (axes.has(axis)) {
            throw new IllegalArgumentException("there is an axis '" + axis.letter() + "' already: " + this);
        }
        Axes all = axes.union(Axes.of(String.valueOf(axis.letter())));
        double[][] m = new double[all.count()][all.count() + 1];
        long[] newShape = new long[all.count()];
        for (int r = 0; r < all.count(); r++) {
            int from = axes.indexOf(all.get(r));
            newShape[r] = from < 0 ? size : shape[from];
            for (int c = 0; c < all.count(); c++) {
                int fromColumn = axes.indexOf(all.get(c));
                m[r][c] = from < 0 || fromColumn < 0 ? (r == c ? 1 : 0) : toWorld.get(from, fromColumn);
            }
            m[r][all.count()] = from < 0 ? 0 : toWorld.translation(from);
        }
        return new Grid(all, newShape, level, Affine.of(m), world, units);
    }

    public Axes axes() {
        return axes;
    }

    public long[] shape() {
        return shape.clone();
    }

    public long size(Axis axis) {
        int d = axes.indexOf(axis);
        return d < 0 ? 1 : shape[d];
    }

    public Region region() {
        return Region.ofShape(shape);
    }

    public long voxels() {
        return region().voxels();
    }

    public int level() {
        return level;
    }

    public Affine toWorld() {
        return toWorld;
    }

    public String world() {
        return world;
    }

    public Map<Axis, Unit> units() {
        return units;
    }

    /** True if the length of a voxel along this axis is known. */
    public boolean isCalibrated(Axis axis) {
        return axes.has(axis) && units.containsKey(axis);
    }

    /** The size of a voxel along an axis, in {@link #units()} of that axis. */
    public double spacing(Axis axis) {
        return toWorld.spacing(axes.indexOf(axis));
    }

    /** True if voxels of both lie at the same places along the axes that both have. */
    public boolean alignsWith(Grid other) {
        Axes shared = axes.intersection(other.axes);
        Grid a = drop(axes.without(shared));
        Grid b = other.drop(other.axes.without(shared));
        return Arrays.equals(a.shape, b.shape)
                && (a.toWorld.equals(b.toWorld) || !a.world.equals(b.world) || a.isNear(b));
    }

    /** True if no voxel lies further from its like than a twentieth of a voxel; files round their numbers. */
    private boolean isNear(Grid other) {
        for (int r = 0; r < shape.length; r++) {
            double apart = Math.abs(toWorld.translation(r) - other.toWorld.translation(r));
            for (int c = 0; c < shape.length; c++) {
                apart += Math.abs(toWorld.get(r, c) - other.toWorld.get(r, c)) * Math.max(0, shape[c] - 1);
            }
            if (!(apart <= 0.05 * Math.max(toWorld.spacing(r), other.toWorld.spacing(r)))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Grid g
                && axes.equals(g.axes)
                && Arrays.equals(shape, g.shape)
                && level == g.level
                && toWorld.equals(g.toWorld)
                && world.equals(g.world)
                && units.equals(g.units);
    }

    @Override
    public int hashCode() {
        return Objects.hash(axes, Arrays.hashCode(shape), level, toWorld, world, units);
    }

    /** For example {@code c=13 y=576 x=640, level 0}. */
    @Override
    public String toString() {
        StringBuilder s = new StringBuilder();
        for (int d = 0; d < shape.length; d++) {
            s.append(d == 0 ? "" : " ").append(axes.get(d).letter()).append('=').append(shape[d]);
        }
        return s.append(", level ").append(level).toString();
    }
}
