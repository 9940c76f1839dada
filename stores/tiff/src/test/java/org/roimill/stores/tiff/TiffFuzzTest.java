package org.roimill.stores.tiff;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.space.Region;

/** Damaged files are read or refused; never anything else, never for long, never with much memory. */
final class TiffFuzzTest {
    private static final int PER_FILE = Boolean.getBoolean("roimill.long") ? 20_000 : 30;
    private static final long MOST_HEAP = 256L << 20;
    private static final long MOST_NANOS = 5_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void damagedFilesAreReadOrRefused() throws IOException {
        List<Golden.Case> cases = Golden.cases();
        int read = 0;
        int refused = 0;
        for (Golden.Case golden : cases) {
            Random random = new Random(golden.name().hashCode());
            Path path = folder.resolve("damaged.tif");
            for (int round = 0; round < PER_FILE; round++) {
                byte[] bytes = damage(golden.file().clone(), random);
                Files.write(path, bytes);
                long heap = allocated();
                long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                try {
                    readSome(path, golden.options(), random);
                    read++;
                } catch (RoimillException e) {
                    refused++;
                } catch (Throwable t) {
                    Path kept = Files.write(Files.createTempFile("damaged", ".tif"), bytes);
                    fail(golden.name() + ", round " + round + ", kept as " + kept, t);
                }
                long used = allocated() - heap;
                long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
                assertTrue(used < MOST_HEAP, () -> golden.name() + " allocated " + used + " bytes");
                assertTrue(nanos < MOST_NANOS, () -> golden.name() + " took " + nanos + " ns");
            }
        }
        assertTrue(read > cases.size() && refused > cases.size(), read + " read, " + refused + " refused");
    }

    private static byte[] damage(byte[] bytes, Random random) {
        if (random.nextInt(8) == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            // The first bytes and the last hold most of what can be believed wrongly.
            int span = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 700);
            int at = random.nextBoolean() ? random.nextInt(span) : bytes.length - 1 - random.nextInt(span);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> put(bytes, at, random.nextBoolean() ? -1 : 0x7FFFFFFF);
                default -> put(bytes, at, random.nextInt(bytes.length));
            }
        }
        return bytes;
    }

    private static void put(byte[] bytes, int at, int value) {
        if (at + 4 <= bytes.length) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        }
    }

    /** Small regions at random, so that large claims alone cost nothing. */
    private static void readSome(Path path, TiffOptions options, Random random) {
        try (TiffFile file = TiffFile.open(path, options)) {
            int left = 6;
            for (TiffImage image : file.images()) {
                image.describe();
                if (!image.isReadable() || left-- == 0) {
                    continue;
                }
                int level = random.nextInt(image.levels());
                long[] shape = image.grid(level).shape();
                long[] min = new long[shape.length];
                long[] max = new long[shape.length];
                for (int d = 0; d < shape.length; d++) {
                    min[d] = random.nextLong(shape[d]);
                    max[d] = Math.min(shape[d], min[d] + 1 + random.nextInt(d < shape.length - 2 ? 3 : 64));
                }
                Region part = Region.between(min, max);
                image.chunkShape(level);
                try (Arena arena = Arena.ofConfined()) {
                    image.read(level, part, Block.zeros(image.dtype(), part, arena));
                }
            }
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
