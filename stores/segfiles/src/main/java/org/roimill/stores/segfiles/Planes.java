package org.roimill.stores.segfiles;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.roimill.core.element.Pixels;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

/** Reads rasters plane by plane. */
final class Planes {
    private Planes() {}

    /** The plane over y and x at one slice and channel, in the type of the raster. */
    static Block read(Pixels pixels, long c, long z, Arena arena) {
        Axes axes = pixels.spec().axes();
        Region region = pixels.spec().grid().region();
        for (Axis axis : new Axis[] {Axis.T, Axis.C, Axis.Z}) {
            if (axes.has(axis)) {
                long at = axis == Axis.C ? c : axis == Axis.Z ? z : 0;
                region = region.with(axes.indexOf(axis), at, at + 1);
            }
        }
        Block block = Block.zeros(pixels.spec().dtype(), region, arena);
        pixels.read(block);
        return block.reshaped(Region.ofShape(
                pixels.spec().grid().size(Axis.Y), pixels.spec().grid().size(Axis.X)));
    }

    /** A plane of labels, 32 bits each. */
    static Block labels(Pixels labels, long z, Arena arena) {
        Block plane = read(labels, 0, z, arena);
        if (plane.dtype() == DType.U32 || plane.dtype() == DType.I32) {
            return plane;
        }
        Block wide = Block.zeros(DType.U32, plane.region(), arena);
        for (long i = 0; i < plane.voxels(); i++) {
            long id = plane.getLong(i);
            if (id >>> 32 != 0) {
                throw RoimillException.badData(
                        "label " + Long.toUnsignedString(id) + " does not fit into 32 bits",
                        "Number the labels anew before they are saved.");
            }
            wide.data().setAtIndex(ValueLayout.JAVA_INT, i, (int) id);
        }
        return wide;
    }

    /** The largest label of all. */
    static long largest(Segmentation s) {
        int largest = 0;
        for (long z = 0; z < s.depth(); z++) {
            try (Arena arena = Arena.ofConfined()) {
                Block plane = labels(s.labels(), z, arena);
                for (long i = 0; i < plane.voxels(); i++) {
                    int id = plane.data().getAtIndex(ValueLayout.JAVA_INT, i);
                    largest = Integer.compareUnsigned(id, largest) > 0 ? id : largest;
                }
            }
        }
        return Integer.toUnsignedLong(largest);
    }

    /** The same labels in as many bits as the largest needs, 16 or 32. */
    static Block narrow(Block labels, DType dtype, Arena arena) {
        if (dtype == DType.U32) {
            return labels.as(DType.U32);
        }
        Block narrow = Block.zeros(DType.U16, labels.region(), arena);
        for (long i = 0; i < labels.voxels(); i++) {
            narrow.data()
                    .setAtIndex(ValueLayout.JAVA_SHORT, i, (short) labels.data().getAtIndex(ValueLayout.JAVA_INT, i));
        }
        return narrow;
    }
}
