package org.roimill.stores.tiff;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Region;

final class TiffReadTest {
    private static final int ROUNDS = Boolean.getBoolean("roimill.long") ? 500 : 20;

    @TempDir
    Path folder;

    static List<Golden.Case> cases() throws IOException {
        return Golden.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsWhatWasWritten(Golden.Case golden) throws IOException {
        try (TiffFile file = TiffFile.open(golden.write(folder), golden.options());
                Arena arena = Arena.ofConfined()) {
            assertEquals(golden.levels().size(), file.images().size());
            for (int i = 0; i < golden.levels().size(); i++) {
                TiffImage image = file.images().get(i);
                assertEquals(golden.levels().get(i), image.levels());
                for (int level = 0; level < image.levels(); level++) {
                    Block all = whole(image, level, arena);
                    assertArrayEquals(golden.values(i, level), all.data().toArray(ValueLayout.JAVA_BYTE));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anyRegionIsThatPartOfTheWhole(Golden.Case golden) throws IOException {
        Random random = new Random(golden.name().hashCode());
        try (TiffFile file = TiffFile.open(golden.write(folder), golden.options());
                Arena arena = Arena.ofConfined()) {
            for (TiffImage image : file.images()) {
                for (int level = 0; level < image.levels(); level++) {
                    Block all = whole(image, level, arena);
                    for (int round = 0; round < ROUNDS; round++) {
                        checkRegion(image, level, all, random);
                    }
                }
            }
        }
    }

    /** A random region in a block that is larger than it by a random margin, which must stay untouched. */
    private static void checkRegion(TiffImage image, int level, Block all, Random random) {
        int n = all.region().dims();
        long[] min = new long[n];
        long[] max = new long[n];
        long[] margin = new long[n];
        for (int d = 0; d < n; d++) {
            long size = all.region().size(d);
            min[d] = random.nextLong(size);
            max[d] = random.nextInt(4) == 0 ? size : min[d] + 1 + random.nextLong(size - min[d]);
            margin[d] = random.nextInt(3);
        }
        Region part = Region.between(min, max);
        try (Arena arena = Arena.ofConfined()) {
            Block expected = Block.zeros(all.dtype(), part.grow(margin), arena);
            expected.data().fill((byte) 0x5A);
            Block actual = Block.zeros(all.dtype(), part.grow(margin), arena);
            actual.data().fill((byte) 0x5A);
            all.copyTo(expected, part);
            image.read(level, part, actual);
            assertEquals(-1, expected.data().mismatch(actual.data()), () -> "level " + level + ", " + part);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readingChunkByChunkGivesTheWhole(Golden.Case golden) throws IOException {
        try (TiffFile file = TiffFile.open(golden.write(folder), golden.options());
                Arena arena = Arena.ofConfined()) {
            for (TiffImage image : file.images()) {
                for (int level = 0; level < image.levels(); level++) {
                    Block all = whole(image, level, arena);
                    Block parts = Block.zeros(all.dtype(), all.region(), arena);
                    for (Region part : all.region().cells(image.chunkShape(level))) {
                        image.read(level, part, parts);
                    }
                    assertEquals(-1, all.data().mismatch(parts.data()));
                }
            }
        }
    }

    @Test
    void manyThreadsReadOneFileAtOnce() throws Exception {
        for (Golden.Case golden : Golden.cases()) {
            if (!golden.name().contains("pyramid") && !golden.name().contains("rgb")) {
                continue;
            }
            try (TiffFile file = TiffFile.open(golden.write(folder), golden.options());
                    ExecutorService threads = Executors.newFixedThreadPool(4);
                    Arena arena = Arena.ofShared()) {
                TiffImage image = file.images().getFirst();
                Block all = whole(image, 0, arena);
                List<Callable<Void>> jobs = new ArrayList<>();
                for (int job = 0; job < 8; job++) {
                    Random random = new Random(job);
                    jobs.add(() -> {
                        for (int round = 0; round < ROUNDS; round++) {
                            checkRegion(image, 0, all, random);
                        }
                        return null;
                    });
                }
                for (Future<Void> done : threads.invokeAll(jobs)) {
                    done.get();
                }
            }
        }
    }

    @Test
    void anInterruptedThreadDoesNotTakeTheFileFromTheOthers() throws Exception {
        Golden.Case golden = Golden.cases().stream()
                .filter(c -> c.name().equals("shaped-axes"))
                .findFirst()
                .orElseThrow();
        try (TiffFile file = TiffFile.open(golden.write(folder), golden.options());
                Arena arena = Arena.ofShared()) {
            TiffImage image = file.image();
            List<Throwable> thrown = new ArrayList<>();
            Thread stopped = Thread.ofPlatform().start(() -> {
                Thread.currentThread().interrupt();
                try {
                    whole(image, 0, arena);
                } catch (RuntimeException e) {
                    thrown.add(e);
                }
            });
            stopped.join();
            assertTrue(thrown.getFirst().getMessage().contains("was stopped"), thrown.toString());
            assertArrayEquals(golden.values(0, 0), whole(image, 0, arena).data().toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Test
    void imageJsTwoChannelsAreReadFromRealFile() throws Exception {
        Path path = Golden.resource("fluorescence_example.tif", folder);
        try (TiffFile file = TiffFile.open(path, TiffOptions.NONE);
                Arena arena = Arena.ofConfined()) {
            TiffImage image = file.image();
            assertEquals("c=2 y=450 x=450, level 0", image.grid(0).toString());
            assertEquals(DType.U8, image.dtype());
            assertEquals(
                    "5f6c9a0a2ed577992640800a1ac9581fbf4fd1c1478906ad858a646e96ed59f5", sha256(whole(image, 0, arena)));
        }
    }

    @Test
    void volumeOfUndeclaredPagesIsReadOnceItsAxesAreDeclared() throws Exception {
        Path path = Golden.resource("stardist_img3d.tif", folder);
        try (TiffFile file = TiffFile.open(
                        path,
                        TiffOptions.axes("zyx")
                                .withPixelSize(java.util.Map.of(Axis.Z, 2.0), org.roimill.core.space.Unit.MICROMETER));
                Arena arena = Arena.ofConfined()) {
            TiffImage image = file.image();
            assertEquals("z=31 y=61 x=57, level 0", image.grid(0).toString());
            assertEquals(2.0, image.grid(0).spacing(Axis.Z));
            assertEquals(
                    "9fc635b29b1a5c419d220eaf753a8ecda93738861ad5bd42a0c1ea4556b939c8", sha256(whole(image, 0, arena)));
        }
    }

    static Block whole(TiffImage image, int level, Arena arena) {
        Region region = Region.ofShape(image.grid(level).shape());
        Block block = Block.zeros(image.dtype(), region, arena);
        image.read(level, region, block);
        return block;
    }

    private static String sha256(Block block) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(block.data().toArray(ValueLayout.JAVA_BYTE));
        return HexFormat.of().formatHex(digest);
    }
}
