package org.roimill.core.element;

import java.util.List;
import org.roimill.core.pixel.Block;

/** Crops with their voxels. Safe for many threads. */
public interface CropPixels {
    CropsSpec spec();

    /** In the order in which they were cut. */
    List<Crop> crops();

    /** Fills {@code target}, whose region lies within the box of that crop, in the coordinates of the source. */
    void read(int crop, Block target);
}
