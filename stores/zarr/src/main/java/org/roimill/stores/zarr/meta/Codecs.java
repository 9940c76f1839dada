package org.roimill.stores.zarr.meta;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** The names of the codecs there are, and the reading of lists of them. */
public final class Codecs {
    public static final Set<String> KNOWN = Set.of(
            "bytes",
            "transpose",
            "sharding_indexed",
            "vlen-utf8",
            "vlen-bytes",
            "blosc",
            "zstd",
            "gzip",
            "zlib",
            "lz4",
            "crc32c",
            "numcodecs.blosc",
            "numcodecs.zstd",
            "numcodecs.gzip",
            "numcodecs.zlib",
            "numcodecs.lz4");

    private Codecs() {}

    /** The codecs nested in the settings of another. */
    public static List<CodecSpec> nested(CodecSpec codec, String key) {
        JsonNode node = codec.settings().get(key);
        return V3.codecs(node, codec.place() + ": codec '" + codec.name() + "': " + key);
    }

    /** A list of sides, each at least one, nested in the settings of a codec. */
    public static long[] sides(CodecSpec codec, String key, long least) {
        return ArrayMeta.extents(
                codec.settings().get(key), key, least, codec.place() + ": codec '" + codec.name() + "'");
    }
}
