package org.roimill.stores.zarr.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.core.space.Region;

/**
 * What the metadata of an array says, the same for both versions: v2's order, filters and compressor are told as v3's
 * list of codecs. {@code chunk} is the shape of one stored object.
 *
 * @param place the metadata file, for messages
 * @param dimensionNames null where none are given; single names may be null
 */
public record ArrayMeta(
        int version,
        String place,
        long[] shape,
        long[] chunk,
        ElementType type,
        Fill fill,
        List<CodecSpec> codecs,
        KeyEncoding keys,
        List<String> dimensionNames) {

    public static ArrayMeta parse(ObjectNode document, String place) {
        JsonNode format = document.get("zarr_format");
        if (format != null && format.isInt() && format.intValue() == 2) {
            return V2.parse(document, place);
        }
        if (format != null && format.isInt() && format.intValue() == 3) {
            return V3.parse(document, place);
        }
        throw RoimillException.badData(
                place + ": zarr_format is " + CodecSpec.brief(format) + "; 2 and 3 are read",
                "The metadata is damaged, or written by a newer program.");
    }

    public Region domain() {
        return Region.ofShape(shape);
    }

    public int dims() {
        return shape.length;
    }

    /** The number of stored objects along each axis. */
    public long[] grid() {
        long[] grid = new long[shape.length];
        for (int d = 0; d < grid.length; d++) {
            grid[d] = Math.ceilDiv(shape[d], chunk[d]);
        }
        return grid;
    }

    static RoimillException fault(String place, String what) {
        return RoimillException.badData(place + ": " + what, "The metadata is damaged, or written by a newer program.");
    }

    /** A list of integers under that key, each from {@code least} on. */
    static long[] extents(JsonNode node, String key, long least, String place) {
        if (node == null || !node.isArray()) {
            throw fault(place, key + " is " + CodecSpec.brief(node) + ", no list of integers");
        }
        if (node.size() > Limits.DIMENSIONS) {
            throw fault(place, key + " has " + node.size() + " dimensions; at most " + Limits.DIMENSIONS + " are read");
        }
        long[] values = new long[node.size()];
        for (int d = 0; d < values.length; d++) {
            JsonNode v = node.get(d);
            if (!v.isIntegralNumber()
                    || !v.canConvertToLong()
                    || v.longValue() < least
                    || v.longValue() > Limits.EXTENT) {
                throw fault(
                        place,
                        key + "[" + d + "] is " + CodecSpec.brief(v) + ", not an integer from " + least + " to 2^62");
            }
            values[d] = v.longValue();
        }
        return values;
    }

    /** The product, or an error that names the key, if it passes the limit. */
    static long product(long[] values, long limit, String key, String what, String place) {
        long product = 1;
        for (long v : values) {
            if (v == 0) {
                return 0;
            }
        }
        for (long v : values) {
            if (product > limit / v) {
                throw fault(place, key + " " + Arrays.toString(values) + " is more than " + limit + " " + what);
            }
            product *= v;
        }
        return product;
    }

    /** Shape and chunks against each other and the limits. */
    static void checkExtents(long[] shape, long[] chunk, String chunkKey, int elementBytes, String place) {
        if (shape.length != chunk.length) {
            throw fault(place, "shape has " + shape.length + " dimensions and " + chunkKey + " " + chunk.length);
        }
        product(shape, Limits.EXTENT, "shape", "voxels", place);
        long bytes = Math.max(1, elementBytes);
        product(chunk, Limits.SHARD_BYTES / bytes, chunkKey, "voxels of " + bytes + " bytes", place);
    }

    @Override
    public boolean equals(Object o) {
        return this == o;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
