package org.roimill.stores.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.meta.ArraySpec;
import org.roimill.stores.zarr.meta.Compression;
import org.roimill.stores.zarr.meta.Shuffle;
import org.roimill.stores.zarr.store.MemoryStore;

/** Random arrays, random writes, random reads, against memory. */
class RoundTripTest {
    private static final int CASES = Boolean.getBoolean("roimill.long") ? 20_000 : 600;
    private static final String[] CNAMES = {"lz4", "lz4hc", "zstd", "zlib"};

    private record Setup(ArraySpec spec, DType dtype, long[] shape, Number fill) {}

    private static Setup setup(Random r) {
        int version = 2 + r.nextInt(2);
        int dims = r.nextInt(5);
        long[] shape = new long[dims];
        long[] chunks = new long[dims];
        long[] shards = new long[dims];
        int most = dims > 2 ? 9 : 40;
        for (int d = 0; d < dims; d++) {
            shape[d] = 1L + r.nextInt(most);
            chunks[d] = 1L + r.nextInt(most);
            shards[d] = chunks[d] * (1 + r.nextInt(4));
        }
        DType dtype = DType.values()[r.nextInt(DType.values().length)];
        Number fill = dtype == DType.BOOL || r.nextBoolean() ? 0 : dtype.isFloating() ? -2.5 : 5;
        if (dtype.isFloating() && r.nextInt(5) == 0) {
            fill = Double.NaN;
        }
        ArraySpec s = version == 2 ? ArraySpec.v2(dtype, shape) : ArraySpec.v3(dtype, shape);
        s = s.chunks(chunks).fill(fill).compression(compression(r)).separator(r.nextBoolean() ? '/' : '.');
        s = s.bigEndian(r.nextInt(4) == 0);
        if (version == 3) {
            s = s.checksum(r.nextBoolean()).indexAtStart(r.nextBoolean());
            s = r.nextBoolean() ? s.shards(shards) : s;
        }
        if (dims > 0 && r.nextInt(3) == 0) {
            s = s.transpose(version == 2 ? reverse(dims) : shuffled(dims, r));
        }
        return new Setup(s, dtype, shape, fill);
    }

    private static int[] reverse(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = n - 1 - i;
        }
        return order;
    }

    private static int[] shuffled(int n, Random r) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            order.add(r.nextInt(i + 1), i);
        }
        return order.stream().mapToInt(i -> i).toArray();
    }

    private static Compression compression(Random r) {
        return switch (r.nextInt(8)) {
            case 0 -> Compression.NONE;
            case 1 -> Compression.zstd(1 + r.nextInt(5));
            case 2 -> Compression.gzip(r.nextInt(10));
            case 3 -> Compression.zlib(r.nextInt(10));
            case 4 -> Compression.lz4(1);
            default -> Compression.blosc(CNAMES[r.nextInt(4)], r.nextInt(8), Shuffle.values()[r.nextInt(3)]);
        };
    }

    @Test
    void whatIsWrittenIsReadForAnyArrayAndAnyRegion() {
        try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
            for (int seed = 0; seed < CASES; seed++) {
                try (Arena arena = Arena.ofShared()) {
                    roundTrip(new Random(seed), arena, executor, "seed " + seed);
                }
            }
        }
    }

    private static void roundTrip(Random r, Arena arena, ExecutorService executor, String seed) {
        Setup setup = setup(r);
        MemoryStore store = new MemoryStore();
        Map<String, StoredChunk> told = new ConcurrentHashMap<>();
        WriteListener listener = new WriteListener() {
            @Override
            public void stored(StoredChunk chunk) {
                told.put(chunk.key(), chunk);
            }

            @Override
            public void leftOut(String key) {
                told.remove(key);
            }
        };
        Access access = Access.SERIAL.listener(listener).leaveOutEmpty(r.nextBoolean());
        access = r.nextBoolean() ? access.parallel(executor, 3) : access;
        ZarrArray array = ZarrArray.create(store, "a", setup.spec).with(access);
        Mirror mirror = new Mirror(setup.dtype, Region.ofShape(setup.shape), setup.fill, arena, r);
        for (int i = 0; i < 3; i++) {
            Region region = mirror.anyRegion();
            array.write(mirror.patch(region), region);
        }
        ZarrArray again = ZarrArray.open(store, "a").with(access);
        for (int i = 0; i < 4; i++) {
            Region region = mirror.anyRegion();
            Block into = Block.zeros(setup.dtype, mirror.expected.region(), arena);
            into.data().fill((byte) 0x7E);
            again.read(region, into);
            assertNull(mirror.difference(into, region), seed);
        }
        List<String> keys = new ArrayList<>();
        store.walk("a", keys::add);
        keys.removeIf(k -> k.endsWith("zarr.json") || k.endsWith(".zarray"));
        assertEquals(
                keys.stream().sorted().toList(), told.keySet().stream().sorted().toList(), seed);
        told.forEach((key, chunk) -> assertEquals(chunk, again.inspect(chunk.position()), seed));
    }

    @Test
    void equalContentGivesEqualBytesWhateverTheThreads() {
        try (ExecutorService executor = Executors.newFixedThreadPool(3);
                Arena arena = Arena.ofShared()) {
            ArraySpec spec = ArraySpec.v3(DType.U16, 100, 100).chunks(10, 10).shards(50, 50);
            Mirror mirror = new Mirror(DType.U16, Region.ofShape(100, 100), 0, arena, new Random(1));
            Block block = mirror.patch(mirror.expected.region());
            List<byte[]> values = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                MemoryStore store = new MemoryStore();
                ZarrArray array = ZarrArray.create(store, "", spec);
                array.with(Access.SERIAL.parallel(executor, 1 + i % 4)).write(block, mirror.expected.region());
                values.add(store.readBytes("c/1/0", 1 << 20));
            }
            values.forEach(v -> assertArrayEquals(values.getFirst(), v));
        }
    }

    @Test
    void aShardIsFilledChunkByChunkInAnyOrder() throws InterruptedException {
        for (boolean start : new boolean[] {false, true}) {
            try (Arena arena = Arena.ofShared();
                    ExecutorService executor = Executors.newFixedThreadPool(3)) {
                ArraySpec spec = ArraySpec.v3(DType.I32, 50, 45)
                        .chunks(10, 10)
                        .shards(40, 40)
                        .fill(9)
                        .indexAtStart(start);
                MemoryStore store = new MemoryStore();
                ZarrArray array = ZarrArray.create(store, "x", spec);
                Mirror mirror = new Mirror(DType.I32, Region.ofShape(50, 45), 9, arena, new Random(2));
                try (ShardWriter shard = array.shard(0, 0)) {
                    List<Region> cells = new ArrayList<>();
                    shard.region().cells(array.chunks()).forEach(cells::add);
                    java.util.Collections.shuffle(cells, new Random(3));
                    cells.removeLast();
                    List<Block> blocks = cells.stream().map(mirror::patch).toList();
                    List<java.util.concurrent.Future<?>> done = new ArrayList<>();
                    for (int i = 0; i < cells.size(); i++) {
                        Block block = blocks.get(i);
                        Region cell = cells.get(i);
                        done.add(executor.submit(() -> shard.put(block, cell)));
                    }
                    for (var f : done) {
                        try {
                            f.get();
                        } catch (java.util.concurrent.ExecutionException e) {
                            throw new AssertionError(e);
                        }
                    }
                    assertTrue(!store.exists(array.key(0, 0)));
                    shard.finish();
                }
                Block into = Block.zeros(DType.I32, array.domain(), arena);
                array.read(array.domain(), into);
                assertNull(mirror.difference(into, array.domain()));
            }
        }
    }

    @Test
    void onlyTheInnerChunksThatAreWantedAreRead() {
        CountingStore store = new CountingStore(new MemoryStore());
        try (Arena arena = Arena.ofShared()) {
            ArraySpec spec =
                    ArraySpec.v3(DType.U8, 64, 64).chunks(8, 8).shards(64, 64).compression(Compression.NONE);
            ZarrArray array = ZarrArray.create(store, "", spec);
            array.write(Block.zeros(DType.U8, array.domain(), arena));
            store.reads.set(0);
            store.bytes.set(0);
            Block into = Block.zeros(DType.U8, Region.at(new long[] {9, 9}, new long[] {2, 3}), arena);
            array.read(into.region(), into);
            assertEquals(2, store.reads.get(), "the index and one inner chunk");
            assertEquals(64 * 16 + 4 + 64, store.bytes.get());
        }
    }
}
