package org.roimill.stores.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.meta.ArrayMeta;
import org.roimill.stores.zarr.meta.ArraySpec;
import org.roimill.stores.zarr.meta.Compression;
import org.roimill.stores.zarr.meta.Json;
import org.roimill.stores.zarr.meta.Shuffle;
import org.roimill.stores.zarr.store.MemoryStore;

/** What is damaged is refused by name, or read rightly; nothing hangs, nothing takes memory that is not there. */
class DamageTest {
    private static final int ROUNDS = Boolean.getBoolean("roimill.long") ? 200_000 : 3000;

    private static ObjectNode v3() {
        return ArraySpec.v3(DType.U16, 20, 20).chunks(5, 5).shards(10, 10).document();
    }

    private static ObjectNode v2() {
        return ArraySpec.v2(DType.U16, 20, 20).chunks(5, 5).document();
    }

    private static void assertRefused(ObjectNode base, String says, Consumer<ObjectNode> damage) {
        damage.accept(base);
        RoimillException e = assertThrows(
                RoimillException.class,
                () -> {
                    MemoryStore store = new MemoryStore();
                    store.write(
                            "x/" + (base.get("zarr_format").asInt() == 2 ? ".zarray" : "zarr.json"), Json.bytes(base));
                    ZarrArray.open(store, "x").chunks();
                },
                says);
        assertEquals(Failure.BAD_DATA, e.failure());
        assertTrue(e.getMessage().contains(says), e.getMessage());
        assertTrue(e.getMessage().contains("x/"), e.getMessage());
    }

    @Test
    void metadataThatClaimsTooMuchIsRefusedByItsKey() {
        assertRefused(v3(), "shape[1]", d -> d.withArray("shape").set(1, -1));
        assertRefused(v3(), "shape[0]", d -> d.withArray("shape").set(0, Long.MAX_VALUE));
        assertRefused(v3(), "shape[0]", d -> d.withArray("shape").set(0, 2.5));
        assertRefused(v3(), "shape [", d -> d.set("shape", Json.array(1L << 40, 1L << 40)));
        assertRefused(v3(), "33 dimensions", d -> d.set("shape", Json.array(new long[33])));
        assertRefused(v3(), "chunk_shape[0]", d -> chunk(d).set("chunk_shape", Json.array(0, 5)));
        assertRefused(v3(), "chunk_shape", d -> chunk(d).set("chunk_shape", Json.array(5)));
        assertRefused(v3(), "chunk_shape [", d -> chunk(d).set("chunk_shape", Json.array(1L << 30, 1L << 30)));
        assertRefused(v3(), "does not divide", d -> chunk(d).set("chunk_shape", Json.array(10, 11)));
        assertRefused(v3(), "chunk_grid", d -> d.putObject("chunk_grid").put("name", "rectilinear"));
        assertRefused(v3(), "fill_value", d -> d.put("fill_value", 70_000));
        assertRefused(v3(), "fill_value", d -> d.put("fill_value", "NaN"));
        assertRefused(v3(), "fill_value", d -> d.remove("fill_value"));
        assertRefused(v3(), "zfp", d -> d.withArray("codecs").add("zfp"));
        assertRefused(v3(), "codecs", d -> d.putArray("codecs"));
        assertRefused(
                v3(), "dimension_names", d -> d.putArray("dimension_names").add("x"));
        assertRefused(v3(), "must be understood", d -> d.putObject("new_thing"));
        assertRefused(
                v3(),
                "storage_transformers",
                d -> d.withArray("storage_transformers").add("x"));
        assertRefused(
                v3(),
                "separator",
                d -> d.withObject("chunk_key_encoding")
                        .withObject("configuration")
                        .put("separator", "_"));
        assertRefused(v2(), "chunks[1]", d -> d.set("chunks", Json.array(5, 0)));
        assertRefused(v2(), "order", d -> d.put("order", "A"));
        assertRefused(v2(), "dtype", d -> d.put("dtype", "u"));
        assertRefused(v2(), "clevel", d -> d.withObject("compressor").put("clevel", 70));
        assertRefused(v2(), "delta", d -> d.putArray("filters").addObject().put("id", "delta"));
    }

    private static ObjectNode chunk(ObjectNode doc) {
        return doc.withObject("chunk_grid").withObject("configuration");
    }

    @Test
    void hugeArraysOpenAndTheirCornersAreRead() {
        ObjectNode doc = ArraySpec.v3(DType.U16, 1L << 40, 1L << 20)
                .chunks(16, 16)
                .fill(3)
                .document();
        MemoryStore store = new MemoryStore();
        store.write("zarr.json", Json.bytes(doc));
        ZarrArray array = ZarrArray.open(store, "");
        try (Arena arena = Arena.ofConfined()) {
            Block far = Block.zeros(DType.U16, Region.at(new long[] {(1L << 40) - 3, 5}, new long[] {3, 4}), arena);
            array.write(far.fillLong(8), Region.at(new long[] {(1L << 40) - 1, 5}, new long[] {1, 4}));
            array.read(far.region(), far);
            assertEquals(3, far.getLong(0));
            assertEquals(8, far.getLong(8));
        }
    }

    @Test
    void bareCodecNamesHexFillsAndForeignKeysAreUnderstood() {
        String text =
                "{\"zarr_format\":3,\"node_type\":\"array\",\"shape\":[2],\"data_type\":\"float32\",\"chunk_grid\":"
                        + "{\"name\":\"regular\",\"configuration\":{\"chunk_shape\":[2]}},\"chunk_key_encoding\":\"default\","
                        + "\"fill_value\":\"0x7fc00001\",\"codecs\":[{\"name\":\"bytes\",\"configuration\":{\"endian\":\"little\"}},"
                        + "{\"name\":\"shiny\",\"must_understand\":false},\"crc32c\"],\"dimension_names\":[null],"
                        + "\"more\":{\"must_understand\":false}}";
        ArrayMeta meta = ArrayMeta.parse(Json.parse(text.getBytes(StandardCharsets.UTF_8), "here"), "here");
        assertEquals(2, meta.codecs().size());
        assertNull(meta.dimensionNames().getFirst());
        MemoryStore store = new MemoryStore();
        store.write("zarr.json", text.getBytes(StandardCharsets.UTF_8));
        try (Arena arena = Arena.ofConfined()) {
            Block block = Block.zeros(DType.F32, Region.ofShape(2), arena);
            ZarrArray.open(store, "").read(block.region(), block);
            assertEquals(0x7fc00001, block.data().getAtIndex(java.lang.foreign.ValueLayout.JAVA_INT, 1));
        }
    }

    private record Made(MemoryStore store, String key, byte[] metadata, byte[] chunk) {}

    private static List<Made> specimens(Arena arena) {
        List<Made> made = new ArrayList<>();
        Random r = new Random(5);
        List<ArraySpec> specs = List.of(
                ArraySpec.v3(DType.U16, 20, 20).chunks(5, 5).shards(20, 20),
                ArraySpec.v3(DType.F32, 20, 20)
                        .chunks(20, 20)
                        .compression(Compression.zstd(1))
                        .checksum(true),
                ArraySpec.v3(DType.I32, 20, 20)
                        .chunks(10, 10)
                        .shards(20, 20)
                        .compression(Compression.gzip(1))
                        .transpose(1, 0),
                ArraySpec.v3(DType.U8, 20, 20)
                        .chunks(4, 4)
                        .shards(20, 20)
                        .compression(Compression.NONE)
                        .indexAtStart(true),
                ArraySpec.v2(DType.U16, 20, 20).compression(Compression.blosc("lz4", 5, Shuffle.BIT)),
                ArraySpec.v2(DType.U16, 20, 20).compression(Compression.lz4(1)),
                ArraySpec.v2(DType.F64, 20, 20).compression(Compression.zlib(3)).bigEndian(true));
        for (ArraySpec spec : specs) {
            MemoryStore store = new MemoryStore();
            ZarrArray array = ZarrArray.create(store, "", spec);
            Mirror mirror = new Mirror(array.dtype(), array.domain(), 0, arena, r);
            array.write(mirror.patch(array.domain()), array.domain());
            String key = spec.version() == 3 ? "zarr.json" : ".zarray";
            made.add(new Made(store, key, store.readBytes(key, 1 << 20), store.readBytes(array.key(0, 0), 1 << 20)));
        }
        return made;
    }

    @Test
    void mutatedMetadataAndChunksAreRefusedOrReadButNeverBreakAnything() {
        Random r = new Random(7);
        try (Arena arena = Arena.ofShared()) {
            List<Made> specimens = specimens(arena);
            int refused = 0;
            for (int i = 0; i < ROUNDS; i++) {
                Made made = specimens.get(i % specimens.size());
                boolean metadata = r.nextBoolean();
                byte[] bytes = mutated(metadata ? made.metadata : made.chunk, r);
                MemoryStore store = new MemoryStore();
                store.write(made.key, metadata ? bytes : made.metadata);
                String chunk = made.key.equals("zarr.json") ? "c/0/0" : "0/0";
                store.write(chunk, metadata ? made.chunk : bytes);
                String problem = null;
                try {
                    ZarrArray array = ZarrArray.open(store, "");
                    readSome(array);
                } catch (RoimillException e) {
                    problem = e.getMessage();
                    refused++;
                    assertTrue(e.failure() == Failure.BAD_DATA || e.failure() == Failure.OUT_OF_MEMORY, problem);
                }
                assertTrue(problem == null || problem.contains("memory"), problem);
            }
            assertTrue(refused > ROUNDS / 10, refused + " of " + ROUNDS);
        }
    }

    private static void readSome(ZarrArray array) {
        if (!(array.type() instanceof org.roimill.stores.zarr.meta.ElementType.Numeric n)) {
            return;
        }
        long[] most = array.shape();
        for (int d = 0; d < most.length; d++) {
            most[d] = Math.min(most[d], 20);
        }
        Region region = Region.ofShape(most);
        // Chunks of whatever size damaged metadata claims are decoded whole: the sound ones are small.
        if (region.voxels() > 1 << 16 || array.scratchBytes() > 64 << 20) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            array.read(region, Block.zeros(n.dtype(), region, arena));
        }
    }

    private static byte[] mutated(byte[] bytes, Random r) {
        byte[] copy = r.nextInt(5) == 0 ? java.util.Arrays.copyOf(bytes, r.nextInt(bytes.length)) : bytes.clone();
        for (int i = r.nextInt(4); i >= 0 && copy.length > 0; i--) {
            int at = r.nextInt(copy.length);
            copy[at] = switch (r.nextInt(3)) {
                case 0 -> (byte) r.nextInt();
                case 1 -> (byte) (copy[at] ^ 1 << r.nextInt(8));
                default -> copy[r.nextInt(copy.length)];
            };
        }
        return copy;
    }

    @Test
    void writersOfHalvesOfOneChunkLoseNothing() throws Exception {
        for (boolean sharded : new boolean[] {false, true}) {
            try (Arena arena = Arena.ofShared()) {
                ArraySpec spec =
                        ArraySpec.v3(DType.U16, 64, 64).chunks(sharded ? new long[] {16, 64} : new long[] {64, 64});
                MemoryStore store = new MemoryStore();
                ZarrArray array = ZarrArray.create(store, "", sharded ? spec.shards(64, 64) : spec);
                for (int round = 1; round <= 100; round++) {
                    int value = round;
                    CyclicBarrier start = new CyclicBarrier(2);
                    List<Thread> threads = new ArrayList<>();
                    List<Throwable> failures = new ArrayList<>();
                    for (int half = 0; half < 2; half++) {
                        Region region = Region.at(new long[] {32L * half, 0}, new long[] {32, 64});
                        Block block = Block.zeros(DType.U16, region, arena).fillLong(value);
                        threads.add(Thread.ofPlatform().start(() -> {
                            try {
                                start.await();
                                array.write(block);
                            } catch (Exception e) {
                                synchronized (failures) {
                                    failures.add(e);
                                }
                            }
                        }));
                    }
                    for (Thread t : threads) {
                        t.join();
                    }
                    assertEquals(List.of(), failures);
                    Block found = Block.zeros(DType.U16, array.domain(), arena);
                    array.read(array.domain(), found);
                    assertEquals(value, found.getLong(0));
                    assertEquals(value, found.getLong(64 * 64 - 1));
                }
            }
        }
    }

    @Test
    void aFullDiskLeavesTheOldChunkAndSaysSo() {
        for (boolean sharded : new boolean[] {false, true}) {
            CountingStore store = new CountingStore(new MemoryStore());
            ArraySpec spec = ArraySpec.v3(DType.U16, 64, 64).chunks(16, 16).compression(Compression.NONE);
            ZarrArray array = ZarrArray.create(store, "", sharded ? spec.shards(64, 64) : spec);
            try (Arena arena = Arena.ofConfined()) {
                array.write(Block.zeros(DType.U16, array.domain(), arena).fillLong(5));
                byte[] before = store.readBytes("c/0/0", 1 << 20);
                store.room.set(700);
                RoimillException e = assertThrows(
                        RoimillException.class,
                        () -> array.write(
                                Block.zeros(DType.U16, array.domain(), arena).fillLong(6)));
                assertEquals(Failure.TROUBLE, e.failure());
                assertTrue(e.getMessage().contains("no space"), e.getMessage());
                assertNotNull(before);
                if (sharded) {
                    assertEquals(-1, java.util.Arrays.mismatch(before, store.readBytes("c/0/0", 1 << 20)));
                }
            }
        }
    }
}
