package org.roimill.stores.tiff.series;

import java.util.List;
import java.util.Map;
import org.roimill.core.space.Axis;

/** What OME-XML says, as far as it matters to the pixels. Nothing is checked against the file yet. */
record Ome(String uuid, boolean elsewhere, List<Image> images) {

    /**
     * @param order of the dimensions, fastest first, such as {@code XYCZT}
     * @param pixelsInXml true where pixels are in the XML itself
     */
    record Image(
            String name,
            String order,
            Map<Axis, Long> sizes,
            Map<Axis, Spacing> spacing,
            List<Channel> channels,
            List<Planes> planes,
            boolean pixelsInXml) {}

    record Channel(String name, int samples) {}

    /**
     * One TiffData element: planes in a row from a place on, in directories in a row.
     *
     * @param ifd -1 where it is not given
     * @param count -1 where it is not given
     * @param uuid of the file they are in, or null
     */
    record Planes(long ifd, long count, long firstC, long firstZ, long firstT, String uuid, String fileName) {}
}
