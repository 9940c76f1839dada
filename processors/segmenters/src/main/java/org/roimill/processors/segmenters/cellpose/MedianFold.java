package org.roimill.processors.segmenters.cellpose;

import java.util.Arrays;
import org.roimill.core.element.Table;
import org.roimill.core.processor.Values;
import org.roimill.core.space.Region;
import org.roimill.kernels.objects.Extents;
import org.roimill.processors.segmenters.objects.OfExtents;

/**
 * The median diameter of objects, each as if it were a disk.
 *
 * @param otherwise where there is no object
 */
record MedianFold(Region domain, double otherwise) implements OfExtents<DiameterRow> {
    @Override
    public DiameterRow result(Extents merged) {
        double[] roots = Arrays.stream(merged.ids())
                .mapToDouble(id -> Math.sqrt((double) merged.count(id)))
                .sorted()
                .toArray();
        int n = roots.length;
        double median = n == 0 ? 0 : (roots[(n - 1) / 2] + roots[n / 2]) / 2;
        return new DiameterRow(n == 0 ? otherwise : median * 2 / Math.sqrt(Math.PI), n);
    }

    @Override
    public Table table(Values<DiameterRow> results) {
        return DiameterRow.table(results);
    }
}
