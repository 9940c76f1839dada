package org.roimill.core.space;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.roimill.core.error.RoimillException;

/**
 * A length as a user writes it: {@code 8} is voxels of the level in use, {@code 2.5 um} is physical. One part serves
 * all axes; several parts are one for each spatial axis, slowest first.
 */
public record Length(List<Part> parts) {
    private static final Pattern SYNTAX =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*(\\S*)");

    /** One number with its unit; no unit means voxels. */
    public record Part(double value, Unit unit) {
        @Override
        public String toString() {
            String number = value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : Double.toString(value);
            return unit == null ? number : number + " " + unit.symbol();
        }
    }

    public Length {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a length needs at least one number");
        }
        parts = List.copyOf(parts);
    }

    public static Length voxels(double n) {
        return new Length(List.of(new Part(n, null)));
    }

    /** A number, a text such as {@code 2.5 um}, or a list of these. */
    public static Length parse(Object value) {
        if (value instanceof List<?> list) {
            List<Part> parts = new ArrayList<>();
            for (Object item : list) {
                parts.add(part(item));
            }
            return new Length(parts);
        }
        String text = String.valueOf(value).strip();
        if (text.startsWith("[") && text.endsWith("]")) {
            return parse(List.of((Object[]) text.substring(1, text.length() - 1).split(",", -1)));
        }
        return new Length(List.of(part(value)));
    }

    private static Part part(Object value) {
        if (value instanceof Number n) {
            return new Part(n.doubleValue(), null);
        }
        Matcher m = SYNTAX.matcher(String.valueOf(value).strip());
        if (!m.matches()) {
            throw new IllegalArgumentException("'" + value + "' is no length: write 8 for voxels or 2.5 um");
        }
        double number = Double.parseDouble(m.group(1));
        if (m.group(2).isEmpty() || m.group(2).equals("px")) {
            return new Part(number, null);
        }
        Unit unit = Unit.find(m.group(2));
        if (unit == null || unit.isTime()) {
            throw new IllegalArgumentException(
                    "'" + m.group(2) + "' is no unit of length: use um, nm or mm, or none for voxels");
        }
        return new Part(number, unit);
    }

    /** This length in voxels along each of the axes {@code over} of a grid. */
    public double[] voxels(Grid grid, Axes over) {
        if (parts.size() != 1 && parts.size() != over.count()) {
            throw RoimillException.usage(
                    "length " + this + " has " + parts.size() + " parts, but the axes are " + over,
                    "Give one number for all axes, or one for each of " + over + ".");
        }
        double[] voxels = new double[over.count()];
        for (int i = 0; i < voxels.length; i++) {
            Part part = parts.get(parts.size() == 1 ? 0 : i);
            voxels[i] = part.unit() == null ? part.value() : physical(part, grid, over.get(i));
        }
        return voxels;
    }

    private static double physical(Part part, Grid grid, Axis axis) {
        Unit unit = grid.units().get(axis);
        if (unit == null) {
            throw RoimillException.usage(
                    "length " + part + " needs the size of a voxel along " + axis.letter()
                            + ", which this image does not say",
                    "Say it with --pixel-size 0.325um, or give the length in voxels.");
        }
        return part.value() * part.unit().in(unit) / grid.spacing(axis);
    }

    @Override
    public String toString() {
        return parts.size() == 1 ? parts.get(0).toString() : parts.toString();
    }
}
