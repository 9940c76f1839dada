package org.roimill.stores.zarr.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.DType;

/** A description of an array to be made. Immutable: each setter gives a changed copy. */
public final class ArraySpec implements Cloneable {
    private final int version;
    private final ElementType type;
    private final long[] shape;
    private long[] chunks;
    private long[] shards;
    private Compression compression = Compression.blosc("zstd", 3, Shuffle.BYTE);
    private Object fill = 0;
    private List<String> dimensionNames;
    private char separator = '/';
    private ObjectNode attributes = Json.object();
    private boolean checksum;
    private int[] transpose;
    private boolean indexAtStart;
    private boolean bigEndian;
    private ArrayNode codecs;
    private JsonNode compressor;
    private ArrayNode filters;

    private ArraySpec(int version, ElementType type, long[] shape) {
        this.version = version;
        this.type = type;
        this.shape = shape.clone();
        this.chunks = shape.clone();
        for (int d = 0; d < chunks.length; d++) {
            chunks[d] = Math.max(1, chunks[d]);
        }
    }

    /** One chunk, blosc(zstd 3, byte shuffle) and fill zero unless said otherwise. */
    public static ArraySpec v2(ElementType type, long... shape) {
        return new ArraySpec(2, type, shape);
    }

    public static ArraySpec v2(DType dtype, long... shape) {
        return v2(ElementType.of(dtype), shape);
    }

    /** One chunk, blosc(zstd 3, byte shuffle) and fill zero unless said otherwise. */
    public static ArraySpec v3(ElementType type, long... shape) {
        return new ArraySpec(3, type, shape);
    }

    public static ArraySpec v3(DType dtype, long... shape) {
        return v3(ElementType.of(dtype), shape);
    }

    /** For whichever version the surrounding group has. */
    public static ArraySpec of(int version, ElementType type, long... shape) {
        return version == 2 ? v2(type, shape) : v3(type, shape);
    }

    /** The smallest piece that is read and compressed by itself. */
    public ArraySpec chunks(long... sides) {
        ArraySpec s = copy();
        s.chunks = sides.clone();
        return s;
    }

    /** The shape of one stored object, a multiple of the chunks; v3 only. Null for none. */
    public ArraySpec shards(long... sides) {
        ArraySpec s = copy();
        s.shards = sides == null ? null : sides.clone();
        return s;
    }

    public ArraySpec compression(Compression c) {
        ArraySpec s = copy();
        s.compression = c;
        return s;
    }

    /** A number, a boolean, text or bytes, as the type asks; null for v2's undefined. */
    public ArraySpec fill(Object value) {
        ArraySpec s = copy();
        s.fill = value;
        return s;
    }

    /** v3 only; names may be null. */
    public ArraySpec dimensionNames(List<String> names) {
        ArraySpec s = copy();
        s.dimensionNames = names;
        return s;
    }

    /** Between the numbers of a chunk key: a slash, unless said otherwise, or a dot. */
    public ArraySpec separator(char c) {
        ArraySpec s = copy();
        s.separator = c;
        return s;
    }

    public ArraySpec attributes(ObjectNode node) {
        ArraySpec s = copy();
        s.attributes = node.deepCopy();
        return s;
    }

    /** A CRC-32C behind every chunk; v3 only. Shard indices always have one. */
    public ArraySpec checksum(boolean on) {
        ArraySpec s = copy();
        s.checksum = on;
        return s;
    }

    /** The order in which axes are stored; v2 knows the reverse only, its order F. */
    public ArraySpec transpose(int... order) {
        ArraySpec s = copy();
        s.transpose = order.clone();
        return s;
    }

    public ArraySpec indexAtStart(boolean on) {
        ArraySpec s = copy();
        s.indexAtStart = on;
        return s;
    }

    public ArraySpec bigEndian(boolean on) {
        ArraySpec s = copy();
        s.bigEndian = on;
        return s;
    }

    /** v3's list of codecs word for word, instead of all that the other setters say about them. */
    public ArraySpec codecs(ArrayNode raw) {
        ArraySpec s = copy();
        s.codecs = raw.deepCopy();
        return s;
    }

    /** v2's compressor word for word. */
    public ArraySpec compressor(JsonNode raw) {
        ArraySpec s = copy();
        s.compressor = raw;
        return s;
    }

    /** v2's filters word for word. */
    public ArraySpec filters(ArrayNode raw) {
        ArraySpec s = copy();
        s.filters = raw;
        return s;
    }

    private ArraySpec copy() {
        try {
            return (ArraySpec) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    public int version() {
        return version;
    }

    public ElementType type() {
        return type;
    }

    public ObjectNode attributes() {
        return attributes.deepCopy();
    }

    /** {@code .zarray}, or {@code zarr.json} with its attributes. */
    public ObjectNode document() {
        return version == 2 ? v2Document() : v3Document();
    }

    private ObjectNode v2Document() {
        if (shards != null || checksum || dimensionNames != null) {
            throw RoimillException.usage(
                    "Zarr v2 knows no shards, no checksums and no dimension names", "Leave them out, or write v3.");
        }
        ObjectNode doc = Json.object();
        doc.set("chunks", Json.array(chunks));
        doc.set("compressor", compressor != null ? compressor : v2Compressor());
        doc.put("dimension_separator", String.valueOf(separator));
        doc.put("dtype", v2Type());
        doc.set("fill_value", fillNode());
        doc.set("filters", filters != null ? filters : v2Filters());
        doc.put("order", v2Order());
        doc.set("shape", Json.array(shape));
        doc.put("zarr_format", 2);
        return doc;
    }

    private String v2Order() {
        if (transpose == null) {
            return "C";
        }
        for (int d = 0; d < transpose.length; d++) {
            if (transpose[d] != transpose.length - 1 - d) {
                throw RoimillException.usage("Zarr v2 stores axes forwards or backwards only", "Write v3.");
            }
        }
        return "F";
    }

    private String v2Type() {
        String order = bigEndian ? ">" : "<";
        return switch (type) {
            case ElementType.Numeric n -> {
                String code = V2.code(n.dtype());
                yield code.charAt(0) == '<' ? order + code.substring(1) : code;
            }
            case ElementType.Text t -> "|O";
            case ElementType.VarBytes v -> "|O";
            case ElementType.FixedText t -> order + "U" + t.chars();
            case ElementType.FixedBytes b -> "|" + (b.terminated() ? "S" : "V") + b.length();
            case ElementType.Other o -> throw unwritable(o);
        };
    }

    private JsonNode v2Filters() {
        if (type.isFixed()) {
            return Json.object().nullNode();
        }
        ArrayNode list = Json.array();
        list.addObject().put("id", type instanceof ElementType.Text ? "vlen-utf8" : "vlen-bytes");
        return list;
    }

    private JsonNode v2Compressor() {
        ObjectNode c = Json.object();
        return switch (compression) {
            case Compression.None n -> c.nullNode();
            case Compression.Zstd z -> c.put("id", "zstd").put("level", z.level());
            case Compression.Gzip g -> c.put("id", "gzip").put("level", g.level());
            case Compression.Zlib z -> c.put("id", "zlib").put("level", z.level());
            case Compression.Lz4 l -> c.put("id", "lz4").put("acceleration", l.acceleration());
            case Compression.Blosc b ->
                c.put("id", "blosc")
                        .put("cname", b.cname())
                        .put("clevel", b.level())
                        .put("shuffle", b.shuffle().code())
                        .put("blocksize", 0);
        };
    }

    private ObjectNode v3Document() {
        ObjectNode doc = Json.object();
        doc.put("zarr_format", 3).put("node_type", "array");
        doc.set("shape", Json.array(shape));
        doc.set("data_type", v3Type());
        ObjectNode grid = doc.putObject("chunk_grid").put("name", "regular");
        grid.putObject("configuration").set("chunk_shape", Json.array(shards == null ? chunks : shards));
        ObjectNode keys = doc.putObject("chunk_key_encoding").put("name", "default");
        keys.putObject("configuration").put("separator", String.valueOf(separator));
        doc.set("fill_value", fillNode());
        doc.set("codecs", codecs != null ? codecs : shards == null ? v3Codecs() : v3Sharding());
        doc.set("attributes", attributes.deepCopy());
        if (dimensionNames != null) {
            ArrayNode names = doc.putArray("dimension_names");
            dimensionNames.forEach(names::add);
        }
        doc.putArray("storage_transformers");
        return doc;
    }

    private JsonNode v3Type() {
        ObjectNode named = Json.object();
        return switch (type) {
            case ElementType.Numeric n -> named.textNode(V3.name(n.dtype()));
            case ElementType.Text t -> named.textNode("string");
            case ElementType.VarBytes v -> named.textNode("variable_length_bytes");
            case ElementType.FixedText t -> withLength(named.put("name", "fixed_length_utf32"), 4 * t.chars());
            case ElementType.FixedBytes b ->
                withLength(named.put("name", b.terminated() ? "null_terminated_bytes" : "raw_bytes"), b.length());
            case ElementType.Other o -> throw unwritable(o);
        };
    }

    private static ObjectNode withLength(ObjectNode named, int bytes) {
        named.putObject("configuration").put("length_bytes", bytes);
        return named;
    }

    private ArrayNode v3Codecs() {
        ArrayNode list = Json.array();
        if (transpose != null) {
            ArrayNode order = configured(list, "transpose").putArray("order");
            for (int d : transpose) {
                order.add(d);
            }
        }
        switch (type) {
            case ElementType.Text t -> list.addObject().put("name", "vlen-utf8");
            case ElementType.VarBytes v -> list.addObject().put("name", "vlen-bytes");
            case ElementType.Numeric n
            when n.dtype().bytes() == 1 -> list.addObject().put("name", "bytes");
            case ElementType.FixedBytes b -> list.addObject().put("name", "bytes");
            default -> configured(list, "bytes").put("endian", bigEndian ? "big" : "little");
        }
        v3Compressor(list);
        if (checksum) {
            list.addObject().put("name", "crc32c");
        }
        return list;
    }

    private void v3Compressor(ArrayNode list) {
        switch (compression) {
            case Compression.None n -> {}
            case Compression.Zstd z ->
                configured(list, "zstd").put("level", z.level()).put("checksum", false);
            case Compression.Gzip g -> configured(list, "gzip").put("level", g.level());
            case Compression.Zlib z -> configured(list, "numcodecs.zlib").put("level", z.level());
            case Compression.Lz4 l -> configured(list, "numcodecs.lz4").put("acceleration", l.acceleration());
            case Compression.Blosc b ->
                configured(list, "blosc")
                        .put("typesize", Math.clamp(type.bytes(), 1, 255))
                        .put("cname", b.cname())
                        .put("clevel", b.level())
                        .put("shuffle", b.shuffle().text())
                        .put("blocksize", 0);
        }
    }

    private ArrayNode v3Sharding() {
        ArrayNode list = Json.array();
        ObjectNode sharding = configured(list, "sharding_indexed");
        sharding.set("chunk_shape", Json.array(chunks));
        sharding.set("codecs", v3Codecs());
        ArrayNode index = sharding.putArray("index_codecs");
        configured(index, "bytes").put("endian", "little");
        index.addObject().put("name", "crc32c");
        sharding.put("index_location", indexAtStart ? "start" : "end");
        return list;
    }

    private static ObjectNode configured(ArrayNode list, String name) {
        return list.addObject().put("name", name).putObject("configuration");
    }

    private JsonNode fillNode() {
        ObjectNode f = Json.object();
        return switch (type) {
            case ElementType.Numeric n when fill != null -> number(n.dtype());
            case ElementType.Text t -> f.textNode(fill instanceof String s ? s : "");
            case ElementType.FixedText t -> f.textNode(fill instanceof String s ? s : "");
            case ElementType.VarBytes v -> f.textNode(base64());
            case ElementType.FixedBytes b -> f.textNode(base64());
            default -> f.nullNode();
        };
    }

    private String base64() {
        byte[] bytes = fill instanceof byte[] b
                ? b
                : fill instanceof String s ? s.getBytes(StandardCharsets.UTF_8) : new byte[0];
        return Base64.getEncoder().encodeToString(bytes);
    }

    private JsonNode number(DType dtype) {
        ObjectNode f = Json.object();
        if (dtype == DType.BOOL) {
            return f.booleanNode(fill instanceof Boolean b ? b : ((Number) fill).longValue() != 0);
        }
        Number n = (Number) fill;
        if (dtype.isFloating()) {
            double d = n.doubleValue();
            if (!Double.isFinite(d)) {
                return f.textNode(Double.isNaN(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity");
            }
            return f.numberNode(d);
        }
        return switch (n) {
            case BigInteger b -> f.numberNode(b);
            case Double d -> f.numberNode(new BigDecimal(d).toBigIntegerExact());
            default -> f.numberNode(n.longValue());
        };
    }

    private static RoimillException unwritable(ElementType.Other type) {
        return RoimillException.usage("arrays of " + type.name() + " cannot be written", "Convert the values first.");
    }
}
