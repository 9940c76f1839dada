package org.roimill.core.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;

/**
 * The axes that the work on a port needs together, written {@code (y,x)}; the runner repeats the work along all others.
 * A question mark marks an axis that is used where the image has it: {@code (z?,y,x)}. {@code ()} is work on single
 * voxels, which may be handed any box at once.
 */
public record CoreAxes(List<Wanted> wanted) {
    private static final Pattern SYNTAX = Pattern.compile("\\(((?:[tczyx]\\??)(?:,[tczyx]\\??)*)?\\)");

    /** Work on single voxels. */
    public static final CoreAxes VOXEL = new CoreAxes(List.of());

    public record Wanted(Axis axis, boolean optional) {}

    public CoreAxes {
        wanted = List.copyOf(wanted);
        // Each once, and in order.
        Axes.of(wanted.stream().map(Wanted::axis).toList());
    }

    public static CoreAxes of(String text) {
        Matcher m = SYNTAX.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("'" + text + "' does not name core axes: write (y,x) or (z?,y,x)");
        }
        List<Wanted> wanted = new ArrayList<>();
        for (String item : m.group(1) == null ? new String[0] : m.group(1).split(",", -1)) {
            wanted.add(new Wanted(Axis.of(item.charAt(0)), item.endsWith("?")));
        }
        return new CoreAxes(wanted);
    }

    public boolean isVoxel() {
        return wanted.isEmpty();
    }

    /** Those of the wanted axes that an image with {@code axes} has. */
    public Axes within(Axes axes) {
        List<Axis> found = new ArrayList<>();
        for (Wanted w : wanted) {
            if (axes.has(w.axis())) {
                found.add(w.axis());
            } else if (!w.optional()) {
                throw RoimillException.usage(
                        "the axes " + axes + " lack '" + w.axis().letter() + "', which the work needs: " + this, null);
            }
        }
        return Axes.of(found);
    }

    @Override
    public String toString() {
        StringBuilder s = new StringBuilder("(");
        for (Wanted w : wanted) {
            s.append(s.length() > 1 ? "," : "").append(w.axis().letter()).append(w.optional() ? "?" : "");
        }
        return s.append(')').toString();
    }
}
