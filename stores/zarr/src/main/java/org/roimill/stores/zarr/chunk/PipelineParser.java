package org.roimill.stores.zarr.chunk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.DType;
import org.roimill.stores.zarr.blosc.Blosc;
import org.roimill.stores.zarr.codec.BytesCodec;
import org.roimill.stores.zarr.codec.Crc32c;
import org.roimill.stores.zarr.codec.Deflate;
import org.roimill.stores.zarr.codec.Lz4;
import org.roimill.stores.zarr.codec.Zstd;
import org.roimill.stores.zarr.meta.ArrayMeta;
import org.roimill.stores.zarr.meta.CodecSpec;
import org.roimill.stores.zarr.meta.Codecs;
import org.roimill.stores.zarr.meta.ElementType;
import org.roimill.stores.zarr.meta.Fill;
import org.roimill.stores.zarr.meta.Limits;
import org.roimill.stores.zarr.meta.Shuffle;

/** Makes pipelines of what the metadata says. */
final class PipelineParser {
    private final ElementType type;
    private final DType dtype;
    private final Fill fill;
    /** One where elements that are no numbers have an axis of bytes, else zero. */
    private final int extra;

    private PipelineParser(ElementType type, Fill fill, String place) {
        this.type = type;
        this.fill = fill;
        this.extra = type instanceof ElementType.FixedText || type instanceof ElementType.FixedBytes ? 1 : 0;
        this.dtype = switch (type) {
            case ElementType.Numeric n -> n.dtype();
            case ElementType.Other o ->
                throw RoimillException.badData(
                        place + ": values of type " + o.name() + " cannot be read",
                        "Convert the array with the program that wrote it; the rest of the store can be read.");
            default -> DType.U8;
        };
        if (type.isFixed() && type.bytes() == 0) {
            throw RoimillException.badData(place + ": values of no bytes cannot be read", "Leave the array out.");
        }
    }

    static Pipeline parse(ArrayMeta meta) {
        PipelineParser parser = new PipelineParser(meta.type(), meta.fill(), meta.place());
        return parser.parse(parser.box(meta.chunk()), meta.codecs(), meta.place(), 0);
    }

    private long[] box(long[] shape) {
        if (extra == 0) {
            return shape;
        }
        long[] box = Arrays.copyOf(shape, shape.length + 1);
        box[shape.length] = type.bytes();
        return box;
    }

    private Pipeline parse(long[] shape, List<CodecSpec> specs, String place, int depth) {
        if (depth > Limits.SHARD_NESTING) {
            throw RoimillException.badData(
                    place + ": shards are nested more than " + Limits.SHARD_NESTING + " deep",
                    "The metadata is damaged.");
        }
        int[] order = null;
        int at = 0;
        while (at < specs.size() && specs.get(at).name().equals("transpose")) {
            order = compose(order, order(specs.get(at), shape.length));
            at++;
        }
        if (at == specs.size()) {
            throw RoimillException.badData(
                    place + ": codecs hold none that turns values into bytes", "The metadata is damaged.");
        }
        long[] stored = shape;
        if (order != null) {
            stored = new long[shape.length];
            for (int d = 0; d < stored.length; d++) {
                stored[d] = shape[order[d]];
            }
        }
        Pipeline.Serializer serializer = serializer(specs.get(at), stored, depth);
        List<BytesCodec> codecs = new ArrayList<>();
        for (CodecSpec spec : specs.subList(at + 1, specs.size())) {
            codecs.add(bytesCodec(spec));
        }
        Pipeline pipeline = new Pipeline(shape, dtype, fill, order, serializer, codecs);
        if (!pipeline.isTransparent() && pipeline.rawBytes() > Limits.CHUNK_BYTES) {
            throw RoimillException.badData(
                    place + ": a chunk " + Arrays.toString(shape) + " of " + type + " is more than "
                            + Limits.CHUNK_BYTES + " bytes",
                    "Write it with smaller chunks.");
        }
        return pipeline;
    }

    private int[] order(CodecSpec spec, int dims) {
        long[] given = Codecs.sides(spec, "order", 0);
        int[] order = new int[dims];
        boolean[] seen = new boolean[dims];
        boolean sound = given.length == dims - extra;
        for (int d = 0; sound && d < given.length; d++) {
            sound = given[d] < given.length && !seen[(int) given[d]];
            if (sound) {
                order[d] = (int) given[d];
                seen[order[d]] = true;
            }
        }
        if (!sound) {
            throw spec.fault("'order' is " + Arrays.toString(given) + ", no order of " + (dims - extra) + " axes");
        }
        if (extra == 1) {
            order[dims - 1] = dims - 1;
        }
        return order;
    }

    /** First one order, then another; null where nothing moves. */
    private static int[] compose(int[] first, int[] then) {
        int[] both = then.clone();
        boolean moved = false;
        for (int d = 0; d < both.length; d++) {
            both[d] = first == null ? then[d] : first[then[d]];
            moved |= both[d] != d;
        }
        return moved ? both : null;
    }

    private Pipeline.Serializer serializer(CodecSpec spec, long[] shape, int depth) {
        return switch (spec.name()) {
            case "bytes" -> dense(spec);
            case "vlen-utf8", "vlen-bytes" -> {
                if (type.isFixed()) {
                    throw spec.fault("it does not go with values of type " + type);
                }
                yield new Pipeline.Serializer.Variable();
            }
            case "sharding_indexed" -> sharding(spec, shape, depth);
            default -> throw unknown(spec);
        };
    }

    private Pipeline.Serializer dense(CodecSpec spec) {
        if (!type.isFixed()) {
            throw spec.fault("it does not go with values of type " + type);
        }
        int width = type instanceof ElementType.FixedText ? 4 : dtype.bytes();
        String endian = spec.text("endian", width == 1 ? "little" : null);
        if (endian == null) {
            throw spec.fault("'endian' is missing");
        }
        return switch (endian) {
            case "little" -> new Pipeline.Serializer.Dense(0);
            case "big" -> new Pipeline.Serializer.Dense(width > 1 ? width : 0);
            default -> throw spec.fault("'endian' is '" + endian + "', neither little nor big");
        };
    }

    private Pipeline.Serializer sharding(CodecSpec spec, long[] shape, int depth) {
        long[] given = Codecs.sides(spec, "chunk_shape", 1);
        long[] inner = box(given);
        if (inner.length != shape.length) {
            throw spec.fault("chunk_shape has " + given.length + " dimensions, the array " + (shape.length - extra));
        }
        long count = 1;
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] % inner[d] != 0) {
                throw spec.fault(
                        "chunk_shape " + Arrays.toString(inner) + " does not divide " + Arrays.toString(shape));
            }
            long n = shape[d] / inner[d];
            if (count > Limits.CHUNKS_PER_SHARD / n) {
                throw spec.fault("a shard of more than " + Limits.CHUNKS_PER_SHARD + " chunks");
            }
            count *= n;
        }
        String where = spec.text("index_location", "end");
        if (!where.equals("start") && !where.equals("end")) {
            throw spec.fault("index_location is '" + where + "', neither start nor end");
        }
        Pipeline pipeline = parse(inner, Codecs.nested(spec, "codecs"), spec.place(), depth + 1);
        return new Pipeline.Serializer.Sharding(
                pipeline, ShardIndex.of(shape, inner, where.equals("start"), indexCodecs(spec)));
    }

    private static List<CodecSpec> indexCodecs(CodecSpec spec) {
        JsonNode given = spec.settings().get("index_codecs");
        if (given == null || given.isNull()) {
            throw spec.fault("'index_codecs' is missing");
        }
        return Codecs.nested(spec, "index_codecs");
    }

    private BytesCodec bytesCodec(CodecSpec spec) {
        String name = spec.name().startsWith("numcodecs.") ? spec.name().substring(10) : spec.name();
        return switch (name) {
            case "zstd" -> new Zstd(spec.integer("level", 0, -131072, 22), spec.flag("checksum", false));
            case "gzip" -> new Deflate(true, spec.integer("level", 1, -1, 9));
            case "zlib" -> new Deflate(false, spec.integer("level", 1, -1, 9));
            case "lz4" -> new Lz4(spec.integer("acceleration", 1, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case "crc32c" -> new Crc32c();
            case "blosc" -> blosc(spec);
            default -> throw unknown(spec);
        };
    }

    private BytesCodec blosc(CodecSpec spec) {
        int width = spec.integer("typesize", Math.max(1, type.bytes()), 0, Integer.MAX_VALUE);
        // What we cannot write is written by its nearest relative: every Blosc reads what the header says.
        String cname = switch (spec.text("cname", "lz4")) {
            case "lz4", "blosclz", "snappy" -> "lz4";
            case "lz4hc" -> "lz4hc";
            case "zlib" -> "zlib";
            case "zstd" -> "zstd";
            default -> throw spec.fault("cname is '" + spec.text("cname", "") + "', which Blosc does not know");
        };
        return new Blosc(
                cname,
                spec.integer("clevel", 5, 0, 9),
                shuffle(spec, width),
                width,
                spec.integer("blocksize", 0, 0, Integer.MAX_VALUE));
    }

    private static Shuffle shuffle(CodecSpec spec, int width) {
        JsonNode node = spec.settings().get("shuffle");
        if (node != null && node.isTextual()) {
            for (Shuffle s : Shuffle.values()) {
                if (s.text().equals(node.textValue())) {
                    return s;
                }
            }
            throw spec.fault("shuffle is '" + node.textValue() + "', which Blosc does not know");
        }
        return switch (spec.integer("shuffle", 1, -1, 2)) {
            case 0 -> Shuffle.NONE;
            case 1 -> Shuffle.BYTE;
            case 2 -> Shuffle.BIT;
            // Automatic: bits for single bytes, else bytes.
            default -> width <= 1 ? Shuffle.BIT : Shuffle.BYTE;
        };
    }

    private static RoimillException unknown(CodecSpec spec) {
        return RoimillException.badData(
                spec.place() + ": codec '" + spec.name() + "' is not known",
                "Rewrite the array with zstd, blosc, gzip, zlib or lz4; the rest of the store can be read.");
    }
}
