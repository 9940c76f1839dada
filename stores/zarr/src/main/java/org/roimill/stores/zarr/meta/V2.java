package org.roimill.stores.zarr.meta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.roimill.core.pixel.DType;

/** Reads {@code .zarray}. */
final class V2 {
    private static final int LONGEST_ITEM = 1 << 24;
    /** Filters that turn elements of any length into bytes. */
    private static final Set<String> VARIABLE = Set.of("vlen-utf8", "vlen-bytes");

    private V2() {}

    static ArrayMeta parse(ObjectNode doc, String place) {
        long[] shape = ArrayMeta.extents(doc.get("shape"), "shape", 0, place);
        long[] chunks = ArrayMeta.extents(doc.get("chunks"), "chunks", 1, place);
        List<CodecSpec> filters = filters(doc.get("filters"), place);
        Typed typed = type(doc.get("dtype"), filters, place);
        ArrayMeta.checkExtents(shape, chunks, "chunks", typed.type.bytes(), place);
        String separator = text(doc, "dimension_separator", ".", place);
        JsonNode fill = doc.has("fill_value") ? doc.get("fill_value") : doc.nullNode();
        return new ArrayMeta(
                2,
                place,
                shape,
                chunks,
                typed.type,
                Fill.parse(fill, typed.type, place),
                codecs(doc, shape.length, filters, typed, place),
                KeyEncoding.of("", separator, place),
                null);
    }

    private record Typed(ElementType type, ByteOrder order) {}

    /** Order, then filters, then the serializer where no filter is one, then the compressor: as v3 lists them. */
    private static List<CodecSpec> codecs(
            ObjectNode doc, int dims, List<CodecSpec> filters, Typed typed, String place) {
        List<CodecSpec> codecs = new ArrayList<>();
        String order = text(doc, "order", "C", place);
        if (order.equals("F")) {
            if (dims > 1) {
                ObjectNode settings = Json.object();
                for (int d = dims - 1; d >= 0; d--) {
                    settings.withArray("order").add(d);
                }
                codecs.add(new CodecSpec("transpose", settings, place));
            }
        } else if (!order.equals("C")) {
            throw ArrayMeta.fault(place, "order is '" + order + "', neither 'C' nor 'F'");
        }
        codecs.addAll(filters);
        if (typed.type.isFixed()) {
            String endian = typed.order.equals(ByteOrder.BIG_ENDIAN) ? "big" : "little";
            // Filters we know work on text; any other is refused when it is used, whatever its place.
            codecs.add(
                    filters.size() > 0 ? codecs.size() - filters.size() : codecs.size(),
                    new CodecSpec("bytes", Json.object().put("endian", endian), place));
        }
        JsonNode compressor = doc.get("compressor");
        if (compressor != null && !compressor.isNull()) {
            codecs.add(numcodec(compressor, "compressor", place));
        }
        return codecs;
    }

    private static List<CodecSpec> filters(JsonNode node, String place) {
        List<CodecSpec> filters = new ArrayList<>();
        if (node != null && !node.isNull()) {
            if (!node.isArray() || node.size() > Limits.CODECS) {
                throw ArrayMeta.fault(place, "filters is " + CodecSpec.brief(node) + ", no list of filters");
            }
            for (JsonNode filter : node) {
                filters.add(numcodec(filter, "filters", place));
            }
        }
        return filters;
    }

    private static CodecSpec numcodec(JsonNode node, String key, String place) {
        if (node instanceof ObjectNode settings && settings.path("id").isTextual()) {
            return new CodecSpec(settings.get("id").textValue(), settings, place);
        }
        throw ArrayMeta.fault(place, key + " holds " + CodecSpec.brief(node) + ", which names no codec by 'id'");
    }

    private static Typed type(JsonNode node, List<CodecSpec> filters, String place) {
        if (node == null || !node.isTextual()) {
            if (node != null && node.isArray()) {
                return new Typed(new ElementType.Other("structured records"), ByteOrder.LITTLE_ENDIAN);
            }
            throw ArrayMeta.fault(place, "dtype is " + CodecSpec.brief(node) + ", no type");
        }
        String text = node.textValue();
        if (text.length() < 2 || "<>|=".indexOf(text.charAt(0)) < 0) {
            throw ArrayMeta.fault(place, "dtype is '" + text + "', no type");
        }
        ByteOrder order = text.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new Typed(type(text, filters, place), order);
    }

    private static ElementType type(String text, List<CodecSpec> filters, String place) {
        DType number = number(text.substring(1));
        if (number != null) {
            return ElementType.of(number);
        }
        char kind = text.charAt(1);
        return switch (kind) {
            case 'U' -> new ElementType.FixedText(length(text, place));
            case 'S' -> new ElementType.FixedBytes(length(text, place), true);
            case 'V' -> new ElementType.FixedBytes(length(text, place), false);
            case 'O' -> object(filters);
            case 'c' -> new ElementType.Other("complex" + text);
            case 'M', 'm' -> new ElementType.Other((kind == 'M' ? "datetime" : "timedelta") + " " + text);
            default -> new ElementType.Other(text);
        };
    }

    private static ElementType object(List<CodecSpec> filters) {
        for (CodecSpec filter : filters) {
            if (VARIABLE.contains(filter.name())) {
                return filter.name().equals("vlen-utf8") ? new ElementType.Text() : new ElementType.VarBytes();
            }
        }
        return new ElementType.Other("Python objects"
                + (filters.isEmpty() ? "" : " by " + filters.getFirst().name()));
    }

    private static DType number(String code) {
        return switch (code) {
            case "b1" -> DType.BOOL;
            case "u1" -> DType.U8;
            case "i1" -> DType.I8;
            case "u2" -> DType.U16;
            case "i2" -> DType.I16;
            case "u4" -> DType.U32;
            case "i4" -> DType.I32;
            case "u8" -> DType.U64;
            case "i8" -> DType.I64;
            case "f2" -> DType.F16;
            case "f4" -> DType.F32;
            case "f8" -> DType.F64;
            default -> null;
        };
    }

    static String code(DType dtype) {
        String code = (dtype == DType.BOOL ? "b" : dtype.toString().substring(0, 1)) + dtype.bytes();
        return (dtype.bytes() == 1 ? "|" : "<") + code;
    }

    private static int length(String text, String place) {
        try {
            int length = Integer.parseInt(text, 2, text.length(), 10);
            if (length >= 0 && length <= LONGEST_ITEM) {
                return length;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw ArrayMeta.fault(place, "dtype is '" + text + "'; its length must be from 0 to " + LONGEST_ITEM);
    }

    private static String text(ObjectNode doc, String key, String absent, String place) {
        JsonNode node = doc.get(key);
        if (node == null || node.isNull()) {
            return absent;
        }
        if (!node.isTextual()) {
            throw ArrayMeta.fault(place, key + " is " + CodecSpec.brief(node) + ", no text");
        }
        return node.textValue();
    }
}
