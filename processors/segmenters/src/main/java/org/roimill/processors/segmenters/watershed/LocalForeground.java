package org.roimill.processors.segmenters.watershed;

import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.row.Rows;
import org.roimill.kernels.threshold.LocalThreshold;

/** 1 where the image is above the threshold of its surroundings. */
record LocalForeground(LocalThreshold local) implements Work.Kernel {
    @Override
    public Footprint footprint(int input) {
        return Footprint.halo(local.halo());
    }

    @Override
    public Border border(int input) {
        return Border.REFLECT;
    }

    @Override
    public long scratchBytes(Region output) {
        return output.voxels() * Double.BYTES;
    }

    @Override
    public void fill(Call call) {
        Block image = call.in(0);
        Block mask = call.out(0);
        Block thresholds = call.scratch(DType.F64, mask.region());
        local.fill(image, thresholds);
        long width = mask.region().size(mask.region().dims() - 1);
        long[] at = {0};
        Rows.each(mask.region(), start -> {
            long from = image.index(start);
            for (long k = 0; k < width; k++, at[0]++) {
                mask.setLong(at[0], image.get(from + k) > thresholds.get(at[0]) ? 1 : 0);
            }
        });
    }
}
