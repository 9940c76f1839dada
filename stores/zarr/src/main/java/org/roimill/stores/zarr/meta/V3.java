package org.roimill.stores.zarr.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.roimill.core.pixel.DType;

/** Reads the {@code zarr.json} of an array. */
final class V3 {
    private static final Set<String> KEYS = Set.of(
            "zarr_format",
            "node_type",
            "shape",
            "data_type",
            "chunk_grid",
            "chunk_key_encoding",
            "fill_value",
            "codecs",
            "attributes",
            "storage_transformers",
            "dimension_names",
            "consolidated_metadata");
    private static final Map<String, DType> NUMBERS = Map.ofEntries(
            Map.entry("bool", DType.BOOL),
            Map.entry("uint8", DType.U8),
            Map.entry("int8", DType.I8),
            Map.entry("uint16", DType.U16),
            Map.entry("int16", DType.I16),
            Map.entry("uint32", DType.U32),
            Map.entry("int32", DType.I32),
            Map.entry("uint64", DType.U64),
            Map.entry("int64", DType.I64),
            Map.entry("float16", DType.F16),
            Map.entry("float32", DType.F32),
            Map.entry("float64", DType.F64));
    private static final int LONGEST_ITEM = 1 << 26;

    private V3() {}

    static ArrayMeta parse(ObjectNode doc, String place) {
        checkKeys(doc, place);
        if (doc.path("storage_transformers").size() > 0) {
            throw ArrayMeta.fault(
                    place,
                    "storage_transformers " + CodecSpec.brief(doc.get("storage_transformers")) + " are not known");
        }
        long[] shape = ArrayMeta.extents(doc.get("shape"), "shape", 0, place);
        Named grid = named(doc.get("chunk_grid"), "chunk_grid", place);
        if (!grid.name.equals("regular")) {
            throw ArrayMeta.fault(place, "chunk_grid '" + grid.name + "' is not known; 'regular' is");
        }
        long[] chunk = ArrayMeta.extents(grid.settings.get("chunk_shape"), "chunk_shape", 1, place);
        ElementType type = type(doc.get("data_type"), place);
        ArrayMeta.checkExtents(shape, chunk, "chunk_shape", type.bytes(), place);
        if (!doc.has("fill_value")) {
            throw ArrayMeta.fault(place, "fill_value is missing");
        }
        return new ArrayMeta(
                3,
                place,
                shape,
                chunk,
                type,
                Fill.parse(doc.get("fill_value"), type, place),
                codecs(doc.get("codecs"), place),
                keys(doc.get("chunk_key_encoding"), place),
                names(doc.get("dimension_names"), shape.length, place));
    }

    static String name(DType dtype) {
        for (Map.Entry<String, DType> e : NUMBERS.entrySet()) {
            if (e.getValue() == dtype) {
                return e.getKey();
            }
        }
        throw new IllegalArgumentException(dtype.toString());
    }

    private record Named(String name, ObjectNode settings, boolean optional) {}

    /** A foreign key is harmless only where its writer said so. */
    static void checkKeys(ObjectNode doc, String place) {
        for (Map.Entry<String, JsonNode> e : doc.properties()) {
            JsonNode must = e.getValue().get("must_understand");
            boolean harmless = must != null && must.isBoolean() && !must.booleanValue();
            if (!KEYS.contains(e.getKey()) && !harmless) {
                throw ArrayMeta.fault(place, "the key '" + e.getKey() + "' is not known and must be understood");
            }
        }
    }

    /** An extension: a bare name, or a name with its configuration. */
    private static Named named(JsonNode node, String key, String place) {
        if (node != null && node.isTextual()) {
            return new Named(node.textValue(), Json.object(), false);
        }
        if (node instanceof ObjectNode object && object.path("name").isTextual()) {
            JsonNode settings = object.get("configuration");
            if (settings == null || settings.isNull() || settings instanceof ObjectNode) {
                boolean optional = object.path("must_understand").isBoolean()
                        && !object.path("must_understand").booleanValue();
                return new Named(
                        object.get("name").textValue(), settings instanceof ObjectNode o ? o : Json.object(), optional);
            }
        }
        throw ArrayMeta.fault(place, key + " is " + CodecSpec.brief(node) + ", which names nothing");
    }

    /** The codecs of an array, of a shard's inner chunks or of its index. */
    static List<CodecSpec> codecs(JsonNode node, String place) {
        if (node == null || !node.isArray() || node.isEmpty() || node.size() > Limits.CODECS) {
            throw ArrayMeta.fault(
                    place, "codecs is " + CodecSpec.brief(node) + ", no list of 1 to " + Limits.CODECS + " codecs");
        }
        List<CodecSpec> codecs = new ArrayList<>();
        for (JsonNode codec : node) {
            Named named = named(codec, "a codec", place);
            if (!named.optional || Codecs.KNOWN.contains(named.name)) {
                codecs.add(new CodecSpec(named.name, named.settings, place));
            }
        }
        return codecs;
    }

    private static KeyEncoding keys(JsonNode node, String place) {
        Named named = named(node, "chunk_key_encoding", place);
        boolean own = named.name.equals("default");
        if (!own && !named.name.equals("v2")) {
            throw ArrayMeta.fault(place, "chunk_key_encoding '" + named.name + "' is not known");
        }
        String separator = named.settings.path("separator").asText(own ? "/" : ".");
        return KeyEncoding.of(own ? "c" : "", separator, place);
    }

    private static List<String> names(JsonNode node, int dims, String place) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isArray() || node.size() != dims) {
            throw ArrayMeta.fault(
                    place, "dimension_names is " + CodecSpec.brief(node) + ", no list of " + dims + " names");
        }
        List<String> names = new ArrayList<>();
        for (JsonNode name : node) {
            if (!name.isTextual() && !name.isNull()) {
                throw ArrayMeta.fault(place, "dimension_names holds " + CodecSpec.brief(name) + ", no name");
            }
            names.add(name.isNull() ? null : name.textValue());
        }
        return java.util.Collections.unmodifiableList(names);
    }

    private static ElementType type(JsonNode node, String place) {
        Named named = named(node, "data_type", place);
        DType number = NUMBERS.get(named.name);
        if (number != null) {
            return ElementType.of(number);
        }
        return switch (named.name) {
            case "string" -> new ElementType.Text();
            case "bytes", "variable_length_bytes" -> new ElementType.VarBytes();
            case "fixed_length_utf32" -> new ElementType.FixedText(length(named, 4, place) / 4);
            case "null_terminated_bytes" -> new ElementType.FixedBytes(length(named, 1, place), true);
            case "raw_bytes" -> new ElementType.FixedBytes(length(named, 1, place), false);
            default -> raw(named.name);
        };
    }

    /** {@code r} and a number of bits. */
    private static ElementType raw(String name) {
        if (name.matches("r[1-9][0-9]{0,6}") && Integer.parseInt(name, 1, name.length(), 10) % 8 == 0) {
            return new ElementType.FixedBytes(Integer.parseInt(name, 1, name.length(), 10) / 8, false);
        }
        return new ElementType.Other(name);
    }

    private static int length(Named named, int unit, String place) {
        JsonNode node = named.settings.get("length_bytes");
        if (node == null
                || !node.isInt()
                || node.intValue() < 0
                || node.intValue() > LONGEST_ITEM
                || node.intValue() % unit != 0) {
            throw ArrayMeta.fault(
                    place, "data_type '" + named.name + "': length_bytes is " + CodecSpec.brief(node) + ", no length");
        }
        return node.intValue();
    }
}
