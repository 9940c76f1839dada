package org.roimill.kernels.labelling;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.roimill.core.pixel.Block;

/** Runs of voxels of one label; zero is background. */
final class LabelRuns implements RunScanner {
    private final Block labels;
    private final int[] line;
    private final int[] bounds;
    private final int[] values;

    LabelRuns(Block labels, int width) {
        this.labels = labels;
        this.line = new int[width];
        this.bounds = new int[2 * width];
        this.values = new int[width];
    }

    @Override
    public Row scan(long at) {
        int width = line.length;
        MemorySegment.copy(labels.data(), ValueLayout.JAVA_INT, at * Integer.BYTES, line, 0, width);
        int n = 0;
        int x = 0;
        while (x < width) {
            int value = line[x];
            int start = x;
            do {
                x++;
            } while (x < width && line[x] == value);
            if (value != 0) {
                bounds[2 * n] = start;
                bounds[2 * n + 1] = x;
                values[n++] = value;
            }
        }
        return Row.of(bounds, values, n);
    }
}
