package org.roimill.core.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The named axes of an image, always in the order t, c, z, y, x. Files that keep another order are turned when they
 * are read, so that everything behind a format can rely on this one, and {@code x} always runs fastest.
 */
public final class Axes implements Iterable<Axis> {
    public static final Axes NONE = of("");
    public static final Axes YX = of("yx");
    public static final Axes ZYX = of("zyx");
    public static final Axes CYX = of("cyx");
    public static final Axes CZYX = of("czyx");
    public static final Axes TCZYX = of("tczyx");

    private final List<Axis> list;
    private final int[] indices = new int[Axis.values().length];

    private Axes(List<Axis> list) {
        this.list = List.copyOf(list);
        Arrays.fill(indices, -1);
        for (int i = 0; i < list.size(); i++) {
            if (indices[list.get(i).ordinal()] >= 0) {
                throw new IllegalArgumentException("axis '" + list.get(i).letter() + "' stands twice");
            }
            if (i > 0 && list.get(i).compareTo(list.get(i - 1)) < 0) {
                throw new IllegalArgumentException("axes are in the order t, c, z, y, x, not " + letters(list));
            }
            indices[list.get(i).ordinal()] = i;
        }
    }

    public static Axes of(String letters) {
        return new Axes(letters.chars().mapToObj(c -> Axis.of((char) c)).toList());
    }

    public static Axes of(List<Axis> axes) {
        return new Axes(axes);
    }

    public int count() {
        return list.size();
    }

    public Axis get(int index) {
        return list.get(index);
    }

    /** The position of an axis, or -1. */
    public int indexOf(Axis axis) {
        return indices[axis.ordinal()];
    }

    public boolean has(Axis axis) {
        return indices[axis.ordinal()] >= 0;
    }

    public boolean containsAll(Axes others) {
        return list.containsAll(others.list);
    }

    public Axes without(Axes others) {
        return new Axes(list.stream().filter(a -> !others.has(a)).toList());
    }

    public Axes spatial() {
        return new Axes(list.stream().filter(Axis::isSpatial).toList());
    }

    /** All axes that are in either. */
    public Axes union(Axes others) {
        List<Axis> all = new ArrayList<>();
        for (Axis axis : Axis.values()) {
            if (has(axis) || others.has(axis)) {
                all.add(axis);
            }
        }
        return new Axes(all);
    }

    /** The axes that are in both. */
    public Axes intersection(Axes others) {
        return new Axes(list.stream().filter(others::has).toList());
    }

    public List<Axis> list() {
        return list;
    }

    @Override
    public Iterator<Axis> iterator() {
        return list.iterator();
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Axes other && list.equals(other.list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    /** The letters, for example {@code czyx}. */
    @Override
    public String toString() {
        return letters(list);
    }

    private static String letters(List<Axis> axes) {
        StringBuilder s = new StringBuilder();
        axes.forEach(a -> s.append(a.letter()));
        return s.toString();
    }
}
