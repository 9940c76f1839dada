package org.roimill.processors.segmenters.network;

import org.roimill.core.space.Region;

/**
 * How an image is cut into planes that a network sees, and these into tiles. Axes are counted among the spatial ones:
 * of a plane 0 is y; of a volume 0 is z.
 *
 * @param stack the axis along which planes follow each other; -1 where there is but one
 * @param rows the axis that is the network's y
 * @param columns the axis that is the network's x
 */
public record View(int stack, int rows, int columns, TileAxis down, TileAxis across) {
    /** The raster of all tiles side by side, for an image of that size. */
    public long[] laid(long[] size) {
        long[] laid = size.clone();
        laid[rows] = down.laid();
        laid[columns] = across.laid();
        return laid;
    }

    /** The part of the image that the tiles in a region of the laid raster show, cut to the image. */
    Region shown(Region laid, long[] size) {
        Region shown = laid;
        shown = shown.with(
                rows,
                down.starts()[tile(laid.min(rows), down)],
                down.starts()[tile(laid.max(rows) - 1, down)] + down.side());
        shown = shown.with(
                columns,
                across.starts()[tile(laid.min(columns), across)],
                across.starts()[tile(laid.max(columns) - 1, across)] + across.side());
        return shown.intersect(Region.ofShape(size));
    }

    /** The part of the laid raster with all that tiles tell of a region of the image. */
    Region told(Region image) {
        if (image.isEmpty()) {
            return Region.ofShape(new long[image.dims()]);
        }
        return image.with(rows, first(down, image.min(rows)), end(down, image.max(rows)))
                .with(columns, first(across, image.min(columns)), end(across, image.max(columns)));
    }

    private static int tile(long laid, TileAxis axis) {
        return (int) (laid / axis.kept());
    }

    private static long first(TileAxis axis, long min) {
        return axis.laid(axis.first(min), min);
    }

    private static long end(TileAxis axis, long max) {
        return axis.laid(axis.last(max - 1), max - 1) + 1;
    }
}
