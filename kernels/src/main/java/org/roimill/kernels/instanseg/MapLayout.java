package org.roimill.kernels.instanseg;

import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/**
 * The channels of one target: two of coordinates (x, then y), then the sigmas, the seeds, and where there is one the
 * foreground. Targets follow each other, nuclei before cells.
 */
public record MapLayout(int sigmas, boolean foreground) {
    static final int X = 0;
    static final int Y = 1;
    static final int SIGMA = 2;

    public MapLayout {
        if (sigmas < 0) {
            throw new IllegalArgumentException(sigmas + " sigmas");
        }
    }

    public int channels() {
        return SIGMA + sigmas + 1 + (foreground ? 1 : 0);
    }

    int seeds() {
        return SIGMA + sigmas;
    }

    /** The maps of one target, from 0 on; {@code maps} are single precision over (c,y,x), channels from 0 on. */
    public Block target(Block maps, int target) {
        Region region = maps.region();
        int first = target * channels();
        if (maps.dtype() != DType.F32 || region.dims() != 3 || region.max(0) < first + channels()) {
            throw new IllegalArgumentException(maps + " has no target " + target + " of " + channels() + " maps");
        }
        long bytes = region.size(1) * region.size(2) * channels() * Float.BYTES;
        return Block.over(DType.F32, region.with(0, 0, channels()), maps.data().asSlice((long) target * bytes, bytes));
    }
}
