package org.roimill.kernels.flow;

import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.roimill.core.pixel.Block;

/** How large objects are, as Cellpose counts it: the diameter of the disc whose radius goes with the median root of areas. */
public final class Diameters {
    private Diameters() {}

    /** The median diameter of objects of so many pixels; 0 where there is none. */
    public static double median(long[] areas) {
        if (areas.length == 0) {
            return 0;
        }
        double[] roots = Arrays.stream(areas).mapToDouble(Math::sqrt).sorted().toArray();
        int half = roots.length / 2;
        double middle = roots.length % 2 == 1 ? roots[half] : (roots[half - 1] + roots[half]) / 2;
        return middle / (Math.sqrt(Math.PI) / 2);
    }

    /** The areas of all labels of a block, in no order that means anything. */
    public static long[] areas(Block labels) {
        LongIndex index = new LongIndex(256);
        long[] areas = new long[256];
        for (long i = 0; i < labels.voxels(); i++) {
            int label = labels.data().getAtIndex(ValueLayout.JAVA_INT, i);
            if (label != 0) {
                int k = index.add(label);
                if (k == areas.length) {
                    areas = Arrays.copyOf(areas, 2 * k);
                }
                areas[k]++;
            }
        }
        return Arrays.copyOf(areas, index.size());
    }
}
