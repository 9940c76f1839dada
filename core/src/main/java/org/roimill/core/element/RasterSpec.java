package org.roimill.core.element;

import java.util.List;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;

/**
 * An image or labels: where the voxels are, what type they have, and what the channels are called. {@code channels} has
 * one name for each position along {@code c}; it is empty where there is no such axis or nobody gave names.
 */
public record RasterSpec(Kind kind, Grid grid, DType dtype, List<String> channels) implements ElementSpec {
    public RasterSpec {
        if (!kind.isRaster()) {
            throw new IllegalArgumentException(kind + " is no raster");
        }
        if (kind == Kind.LABELS && dtype.isFloating()) {
            throw new IllegalArgumentException("labels are integers, not " + dtype);
        }
        channels = List.copyOf(channels);
        if (!channels.isEmpty() && channels.size() != grid.size(Axis.C)) {
            throw new IllegalArgumentException(
                    channels.size() + " channel names for " + grid.size(Axis.C) + " channels");
        }
    }

    public static RasterSpec image(Grid grid, DType dtype) {
        return new RasterSpec(Kind.IMAGE, grid, dtype, List.of());
    }

    public static RasterSpec labels(Grid grid, DType dtype) {
        return new RasterSpec(Kind.LABELS, grid, dtype, List.of());
    }

    public Axes axes() {
        return grid.axes();
    }

    public RasterSpec withDtype(DType other) {
        return new RasterSpec(kind, grid, other, channels);
    }

    public RasterSpec withGrid(Grid other) {
        return new RasterSpec(kind, other, dtype, channels.size() == other.size(Axis.C) ? channels : List.of());
    }

    public RasterSpec withChannels(List<String> names) {
        return new RasterSpec(kind, grid, dtype, names);
    }

    /** The same grid as labels of that type. Labels of one channel are labels of objects: that axis goes. */
    public RasterSpec asLabels(DType type) {
        return grid.axes().has(Axis.C) && grid.size(Axis.C) == 1
                ? new RasterSpec(Kind.LABELS, grid.drop(Axes.of("c")), type, List.of())
                : new RasterSpec(Kind.LABELS, grid, type, channels);
    }

    /** The same grid as an image of that type. */
    public RasterSpec asImage(DType type) {
        return new RasterSpec(Kind.IMAGE, grid, type, channels);
    }

    public long bytes() {
        return Math.multiplyExact(grid.voxels(), dtype.bytes());
    }
}
