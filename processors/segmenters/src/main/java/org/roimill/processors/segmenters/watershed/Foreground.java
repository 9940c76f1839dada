package org.roimill.processors.segmenters.watershed;

import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Work;

/**
 * 1 where the image is above a threshold.
 *
 * @param threshold null for the one that a fold found, the second input
 */
record Foreground(Double threshold) implements Work.Kernel {
    private static final int CHUNK = 2048;

    @Override
    public void fill(Call call) {
        Block image = call.in(0);
        Block mask = call.out(0);
        double t = threshold != null ? threshold : call.value(1, Double.class);
        double[] values = new double[CHUNK];
        for (long i = 0; i < image.voxels(); i += CHUNK) {
            int n = (int) Math.min(CHUNK, image.voxels() - i);
            Convert.load(image, i, values, n);
            for (int k = 0; k < n; k++) {
                mask.setLong(i + k, values[k] > t ? 1 : 0);
            }
        }
    }
}
