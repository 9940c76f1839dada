package org.roimill.core.processor;

import java.util.List;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

/**
 * The results of a fold: one for each place along the axes that it did not reduce, in C order.
 *
 * @param axes those axes
 * @param outer their extent
 */
public record Values<R>(Axes axes, Region outer, List<R> results) {
    public Values {
        results = List.copyOf(results);
        if (results.size() != outer.voxels()) {
            throw new IllegalArgumentException(results.size() + " results for " + outer);
        }
    }

    /** The result at a place along {@code placeAxes}, which may have more axes than this. */
    public R at(Axes placeAxes, long[] place) {
        long index = 0;
        for (int d = 0; d < axes.count(); d++) {
            int from = placeAxes.indexOf(axes.get(d));
            if (from < 0) {
                Axis missing = axes.get(d);
                throw new IllegalStateException("a value for each '" + missing.letter() + "' is asked for without one");
            }
            if (place[from] < outer.min(d) || place[from] >= outer.max(d)) {
                throw new IndexOutOfBoundsException(
                        "no value for " + place[from] + " along axis " + d + " of " + outer);
            }
            index = index * outer.size(d) + place[from] - outer.min(d);
        }
        return results.get(Math.toIntExact(index));
    }
}
