package org.roimill.kernels.labelling;

import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/**
 * Numbers connected parts from 1 on, without gaps, in the raster order of their first voxels, as SciPy does. Blocks
 * have one to three dimensions. Ids are written as 32-bit integers of either sign.
 */
public final class Labelling {
    private Labelling() {}

    /** The connected parts of what is not zero, whatever its type. Gives their number. */
    public static long components(Block mask, Connectivity connectivity, Block out) {
        return paint(mask, scanMask(mask, connectivity), out).count();
    }

    /** The connected parts of each label: a label in two pieces becomes two. Gives their number. */
    public static long parts(Block labels, Connectivity connectivity, Block out) {
        return paint(labels, scanLabels(labels, connectivity), out).count();
    }

    /**
     * The connected parts of one block of a larger mask, numbered within the block, and what {@link Merged} must know
     * of them. {@code domain} is the whole.
     */
    public static BlockParts componentsOfBlock(Block mask, Connectivity connectivity, Region domain, Block out) {
        return paint(mask, scanMask(mask, connectivity), out).parts(domain, out);
    }

    /** As {@link #componentsOfBlock}, of labels. */
    public static BlockParts partsOfBlock(Block labels, Connectivity connectivity, Region domain, Block out) {
        return paint(labels, scanLabels(labels, connectivity), out).parts(domain, out);
    }

    private static Scan scanMask(Block mask, Connectivity connectivity) {
        return Scan.of(mask, new MaskRuns(mask, width(mask)), connectivity);
    }

    private static Scan scanLabels(Block labels, Connectivity connectivity) {
        checkLabels(labels);
        return Scan.of(labels, new LabelRuns(labels, width(labels)), connectivity);
    }

    private static Scan paint(Block in, Scan scan, Block out) {
        checkLabels(out);
        if (!in.region().equals(out.region())) {
            throw new IllegalArgumentException("labelling of " + in + " into " + out + ": not the same region");
        }
        scan.paint(out);
        return scan;
    }

    static void checkLabels(Block labels) {
        if (labels.dtype().bytes() != Integer.BYTES || labels.dtype().isFloating()) {
            throw new IllegalArgumentException(labels + " holds no labels: 32-bit integers do");
        }
    }

    private static int width(Block block) {
        return Math.toIntExact(block.region().size(block.region().dims() - 1));
    }
}
