package org.roimill.stores.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.meta.ArraySpec;
import org.roimill.stores.zarr.meta.ElementType;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.store.FileStore;
import org.roimill.stores.zarr.store.Store;
import org.roimill.stores.zarr.store.Stores;

/**
 * For checks against other implementations: {@code read STORE PATH OUT.npy} (texts: a JSON list), {@code write
 * SPEC.json STORE}, {@code readall LIST.json}, each line's failure told on its own. In a spec every array has path,
 * version, dtype, shape, chunks and, if wanted, shards, codecs, compressor, filters, fill, order, separator, and npy or
 * texts for its content.
 */
public final class ZarrProbe {
    private ZarrProbe() {}

    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "read" -> read(args[1], args[2], Path.of(args[3]));
            case "readall" -> readAll(Path.of(args[1]));
            case "write" -> write(Path.of(args[1]), Path.of(args[2]));
            default -> throw new IllegalArgumentException("read, readall or write, not " + args[0]);
        }
    }

    private static void readAll(Path list) throws IOException {
        for (JsonNode job :
                Json.parse(Files.readAllBytes(list), list.toString()).get("jobs")) {
            String out = job.get("out").asText();
            try {
                read(job.get("store").asText(), job.get("path").asText(), Path.of(out));
            } catch (RuntimeException e) {
                Files.writeString(Path.of(out + ".error"), String.valueOf(e));
            }
        }
    }

    private static void read(String location, String path, Path out) throws IOException {
        try (Store store = Stores.open(location)) {
            ZarrArray array = ZarrArray.open(store, path);
            if (array.type() instanceof ElementType.Numeric) {
                try (Arena arena = Arena.ofConfined()) {
                    Block block = Block.zeros(array.dtype(), array.domain(), arena);
                    array.read(array.domain(), block);
                    Files.write(out, Npy.bytes(block));
                }
                return;
            }
            ArrayNode texts = Json.array();
            for (String text : array.readStrings()) {
                texts.add(text);
            }
            ObjectNode document = Json.object();
            document.set("texts", texts);
            Files.write(out, Json.bytes(document));
        }
    }

    private static void write(Path spec, Path target) throws IOException {
        JsonNode arrays = Json.parse(Files.readAllBytes(spec), spec.toString()).get("arrays");
        try (Store store = FileStore.create(target)) {
            int version = arrays.get(0).get("version").intValue();
            ZarrGroup root = ZarrGroup.create(store, "", version, Json.object().put("made", "by the probe"));
            for (JsonNode a : arrays) {
                writeOne(root, a);
            }
            root.consolidate();
        }
    }

    private static void writeOne(ZarrGroup root, JsonNode a) throws IOException {
        ZarrArray array = root.createArray(a.get("path").asText(), spec(a))
                .with(Access.SERIAL.leaveOutEmpty(a.path("leave_out_empty").asBoolean()));
        if (a.has("texts")) {
            List<String> texts = new ArrayList<>();
            a.get("texts").forEach(t -> texts.add(t.asText()));
            array.writeStrings(texts.toArray(String[]::new));
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            array.write(Npy.read(Path.of(a.get("npy").asText()), array.dtype(), array.domain(), arena));
        }
    }

    private static ArraySpec spec(JsonNode a) {
        ArraySpec s =
                ArraySpec.of(a.get("version").intValue(), type(a.get("dtype").asText()), longs(a.get("shape")));
        s = a.has("chunks") ? s.chunks(longs(a.get("chunks"))) : s;
        s = a.has("shards") ? s.shards(longs(a.get("shards"))) : s;
        s = a.has("codecs") ? s.codecs((ArrayNode) a.get("codecs")) : s;
        s = a.has("compressor") ? s.compressor(a.get("compressor")) : s;
        s = a.has("filters") ? s.filters((ArrayNode) a.get("filters")) : s;
        s = a.has("separator") ? s.separator(a.get("separator").asText().charAt(0)) : s;
        s = a.path("big_endian").asBoolean() ? s.bigEndian(true) : s;
        s = a.path("order").asText().equals("F")
                ? s.transpose(reverse(a.get("shape").size()))
                : s;
        return a.has("fill") ? s.fill(fill(a.get("fill"))) : s;
    }

    private static int[] reverse(int n) {
        int[] order = new int[n];
        Arrays.setAll(order, d -> n - 1 - d);
        return order;
    }

    private static Object fill(JsonNode node) {
        if (node.isTextual()) {
            return switch (node.textValue()) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                default -> node.textValue();
            };
        }
        return node.isNull() ? null : node.isBoolean() ? (Object) node.booleanValue() : node.numberValue();
    }

    private static ElementType type(String name) {
        DType dtype = DType.find(name);
        if (dtype != null) {
            return ElementType.of(dtype);
        }
        int length = name.matches("[SU]\\d+") ? Integer.parseInt(name, 1, name.length(), 10) : 0;
        return switch (name.charAt(0)) {
            case 'S' -> new ElementType.FixedBytes(length, true);
            case 'U' -> new ElementType.FixedText(length);
            default -> new ElementType.Text();
        };
    }

    private static long[] longs(JsonNode list) {
        long[] values = new long[list.size()];
        Arrays.setAll(values, i -> list.get(i).longValue());
        return values;
    }

    /** NumPy's files, as far as blocks need them. */
    static final class Npy {
        private Npy() {}

        static byte[] bytes(Block block) {
            StringBuilder shape = new StringBuilder();
            for (long side : block.region().shape()) {
                shape.append(side).append(',');
            }
            String code = switch (block.dtype()) {
                case BOOL -> "|b1";
                case U8 -> "|u1";
                case I8 -> "|i1";
                case U16, U32, U64 -> "<u" + block.dtype().bytes();
                case I16, I32, I64 -> "<i" + block.dtype().bytes();
                default -> "<f" + block.dtype().bytes();
            };
            String header = "{'descr': '" + code + "', 'fortran_order': False, 'shape': (" + shape + ")}";
            int length = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
            header = header + " ".repeat(length - header.length() - 1) + "\n";
            ByteBuffer b = ByteBuffer.allocate(Math.toIntExact(10 + length + block.bytes()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            b.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) length);
            b.put(header.getBytes(StandardCharsets.US_ASCII)).put(block.data().asByteBuffer());
            return b.array();
        }

        /** The content of a file in C order, whatever its header says about the shape. */
        static Block read(Path file, DType dtype, Region region, Arena arena) throws IOException {
            byte[] all = Files.readAllBytes(file);
            int start =
                    10 + (ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getShort(8) & 0xFFFF);
            Block block = Block.zeros(dtype, region, arena);
            block.data().copyFrom(java.lang.foreign.MemorySegment.ofArray(all).asSlice(start, block.bytes()));
            return block;
        }
    }
}
