package org.roimill.stores.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.format.Storage;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.stores.complete.ChunkList;
import org.roimill.stores.zarr.ZarrArray;
import org.roimill.stores.zarr.store.MemoryStore;
import org.roimill.stores.zarr.store.Store;

/** Pyramids against the plain way to make them: the whole image, voxel by voxel. */
class PyramidTest {
    private static final int ROUNDS = Boolean.getBoolean("roimill.long") ? 600 : 60;

    /** What one writing left behind. */
    private static final class Result implements PyramidWriter.Finish {
        List<PyramidWriter.Level> levels;
        ChunkList chunks;

        @Override
        public void run(List<Axis> stored, List<PyramidWriter.Level> written, ChunkList list) {
            levels = written;
            chunks = list;
        }
    }

    @Test
    void everyLevelIsWhatThePlainWayGivesHoweverTheBlocksCome() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(round);
            RasterSpec spec = spec(random);
            int zarr = 2 + random.nextInt(2);
            int chunk = 8 * (1 + random.nextInt(3));
            int shard = zarr == 3 && random.nextBoolean() ? 2 * chunk : chunk;
            Storage storage = new Storage(chunk, shard, 1 + random.nextInt(4), 2 + random.nextInt(2), null, -1);
            long held = random.nextBoolean() ? PyramidWriter.HELD : random.nextInt(2000);
            try (Arena arena = Arena.ofShared()) {
                Block whole = content(spec, random, arena);
                Store store = new MemoryStore();
                Result result = new Result();
                PyramidWriter writer = PyramidWriter.create(
                        store, "images/x", spec, Axes.NONE, Layout.fresh(zarr), storage, held, result);
                write(writer, whole, blocks(writer, spec.grid().region(), random), 1 + random.nextInt(3));
                writer.close();
                check("round " + round + ", " + spec + ", " + storage, store, result, spec, whole);
            }
        }
    }

    private static RasterSpec spec(Random random) {
        String axes = List.of("yx", "cyx", "zyx", "czyx").get(random.nextInt(4));
        long[] shape = new long[axes.length()];
        for (int d = 0; d < shape.length; d++) {
            shape[d] = axes.charAt(d) == 'c'
                    ? 1 + random.nextInt(2)
                    : axes.charAt(d) == 'z' ? 1 + random.nextInt(20) : 1 + random.nextInt(70);
        }
        Grid grid = Grid.of(axes, shape);
        DType[] integers = {DType.U8, DType.I8, DType.U16, DType.I16, DType.U32, DType.I32, DType.U64, DType.I64};
        if (random.nextInt(3) == 0) {
            return RasterSpec.labels(grid, integers[random.nextInt(integers.length)]);
        }
        int type = random.nextInt(integers.length + 2);
        return RasterSpec.image(
                grid, type < integers.length ? integers[type] : type == integers.length ? DType.F32 : DType.F64);
    }

    private static Block content(RasterSpec spec, Random random, Arena arena) {
        Block block = Block.zeros(spec.dtype(), spec.grid().region(), arena);
        boolean empty = random.nextInt(5) == 0;
        for (long i = 0; i < block.voxels() && !empty; i++) {
            if (spec.dtype().isFloating()) {
                block.set(i, random.nextInt(100) == 0 ? Double.NaN : random.nextInt(1000) / 8.0);
            } else {
                block.setLong(i, random.nextLong());
            }
        }
        return block;
    }

    /** Pieces that cover a region, aligned to chunks or not, in any order. */
    private static List<Region> blocks(PyramidWriter writer, Region region, Random random) {
        long[] sides = writer.chunk();
        if (random.nextBoolean()) {
            for (int d = 0; d < sides.length; d++) {
                sides[d] = 1L + random.nextInt((int) (2 * sides[d]));
            }
        }
        List<Region> blocks = new ArrayList<>();
        region.cells(sides).forEach(blocks::add);
        Collections.shuffle(blocks, random);
        return blocks;
    }

    private static void write(PyramidWriter writer, Block whole, List<Region> blocks, int threads) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> all = new ArrayList<>();
            for (Region region : blocks) {
                all.add(pool.submit(() -> {
                    try (Arena arena = Arena.ofConfined()) {
                        Block piece = Block.zeros(whole.dtype(), region, arena);
                        whole.copyTo(piece);
                        writer.write(piece);
                    }
                }));
            }
            for (Future<?> f : all) {
                f.get();
            }
        }
    }

    private static void check(String what, Store store, Result result, RasterSpec spec, Block whole) {
        try (Arena arena = Arena.ofConfined()) {
            Block expected = whole;
            long[] before = null;
            for (PyramidWriter.Level level : result.levels) {
                if (before != null) {
                    long[] factors = level.factors().clone();
                    for (int d = 0; d < factors.length; d++) {
                        factors[d] /= before[d];
                    }
                    expected = plain(expected, factors, spec.kind(), arena);
                }
                before = level.factors();
                ZarrArray array = ZarrArray.open(store, "images/x/" + level.path());
                assertEquals(expected.region(), array.domain(), what);
                Block found = Block.zeros(array.dtype(), array.domain(), arena);
                array.read(array.domain(), found);
                assertSame(what + ", level " + level.path(), expected, found);
            }
            Map<String, Long> stored = new HashMap<>();
            store.walk("images/x", key -> stored.put(key.substring("images/x/".length()), store.size(key)));
            stored.keySet()
                    .removeIf(key -> key.endsWith(".zarray") || key.endsWith("zarr.json") || key.endsWith(".zattrs"));
            Map<String, Long> listed = new HashMap<>();
            result.chunks.entries().forEach((key, entry) -> listed.put(key, entry.length()));
            assertEquals(stored, listed, what);
        }
    }

    private static void assertSame(String what, Block expected, Block found) {
        long at = expected.data().mismatch(found.data());
        if (at >= 0) {
            long i = at / expected.dtype().bytes();
            String values = expected.dtype().isFloating()
                    ? found.get(i) + " instead of " + expected.get(i)
                    : found.getLong(i) + " instead of " + expected.getLong(i);
            throw new AssertionError(what + ", voxel " + i + ": " + values);
        }
    }

    /** Cell by cell, with whole numbers of any size. */
    private static Block plain(Block fine, long[] factors, Kind kind, Arena arena) {
        long[] shape = fine.region().shape();
        for (int d = 0; d < shape.length; d++) {
            shape[d] = Math.ceilDiv(shape[d], factors[d]);
        }
        Block coarse = Block.zeros(fine.dtype(), Region.ofShape(shape), arena);
        long o = 0;
        for (Region at : coarse.region().cells(ones(shape.length))) {
            long[] min = at.min();
            for (int d = 0; d < min.length; d++) {
                min[d] *= factors[d];
            }
            Region cell = Region.at(min, factors).intersect(fine.region());
            if (kind == Kind.LABELS) {
                coarse.setLong(o++, fine.getLong(fine.index(min)));
                continue;
            }
            BigInteger sum = BigInteger.ZERO;
            double floating = 0;
            for (Region voxel : cell.cells(ones(shape.length))) {
                long i = fine.index(voxel.min());
                if (fine.dtype().isFloating()) {
                    floating += fine.get(i);
                } else {
                    sum = sum.add(new BigInteger(
                            fine.dtype() == DType.U64
                                    ? Long.toUnsignedString(fine.getLong(i))
                                    : Long.toString(fine.getLong(i))));
                }
            }
            if (fine.dtype().isFloating()) {
                coarse.set(o++, floating / cell.voxels());
            } else {
                coarse.setLong(
                        o++, sum.divide(BigInteger.valueOf(cell.voxels())).longValue());
            }
        }
        return coarse;
    }

    private static long[] ones(int n) {
        long[] ones = new long[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void equalVoxelsGiveEqualBytes() throws Exception {
        RasterSpec spec = RasterSpec.image(Grid.of("yx", 75, 90), DType.U16);
        List<Map<String, List<Byte>>> stores = new ArrayList<>();
        for (int seed = 0; seed < 2; seed++) {
            try (Arena arena = Arena.ofShared()) {
                Block whole = content(spec, new Random(7), arena);
                Store store = new MemoryStore();
                PyramidWriter writer = PyramidWriter.create(
                        store,
                        "x",
                        spec,
                        Axes.of("c"),
                        Layout.fresh(3),
                        new Storage(16, 32, 3, 2, null, -1),
                        new Result());
                write(writer, whole, blocks(writer, spec.grid().region(), new Random(seed)), 1 + 2 * seed);
                writer.close();
                Map<String, List<Byte>> values = new HashMap<>();
                store.walk("", key -> {
                    List<Byte> bytes = new ArrayList<>();
                    for (byte b : store.readBytes(key, 1 << 20)) {
                        bytes.add(b);
                    }
                    values.put(key, bytes);
                });
                stores.add(values);
            }
        }
        assertTrue(stores.get(0).size() > 10);
        assertEquals(stores.get(0), stores.get(1));
    }

    @Test
    void aVoxelThatIsMissingOrWrittenTwiceIsSaid() {
        RasterSpec spec = RasterSpec.image(Grid.of("yx", 30, 30), DType.U8);
        Storage storage = new Storage(16, 16, 2, 2, null, -1);
        try (Arena arena = Arena.ofConfined()) {
            PyramidWriter writer = PyramidWriter.create(
                    new MemoryStore(), "x", spec, Axes.NONE, Layout.fresh(3), storage, new Result());
            writer.write(Block.zeros(DType.U8, Region.ofShape(10, 30), arena));
            assertThrows(IllegalStateException.class, writer::close);

            PyramidWriter twice = PyramidWriter.create(
                    new MemoryStore(), "x", spec, Axes.NONE, Layout.fresh(3), storage, new Result());
            twice.write(Block.zeros(DType.U8, Region.ofShape(10, 16), arena));
            assertThrows(
                    IllegalStateException.class,
                    () -> twice.write(Block.zeros(DType.U8, Region.ofShape(10, 16), arena)));
        }
    }

    @Test
    void aStoreIsFollowedInChunksSeparatorAndCompression() {
        RasterSpec spec = RasterSpec.image(Grid.of("cyx", 1, 200, 200), DType.U16);
        assertEquals(
                3,
                Layout.fresh(3)
                        .factors(spec, new Storage(64, 0, 4, 2, null, -1))
                        .size());
        assertEquals(
                1,
                Layout.fresh(3)
                        .factors(RasterSpec.image(Grid.of("yx", 600, 300), DType.U8), Storage.DEFAULT)
                        .size());
        long[] shard = Layout.fresh(3).shard(new long[] {1, 20000, 20000}, new long[] {1, 512, 512}, DType.U16);
        assertEquals(4096, shard[1]);
        assertEquals(4096, shard[2]);
    }
}
