package org.roimill.kernels.watershed;

import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/** Where a kernel gets its memory from; content is undefined, and whoever gave it frees it. */
public interface Space {
    Block block(DType dtype, Region region);
}
