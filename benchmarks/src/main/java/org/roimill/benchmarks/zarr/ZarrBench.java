package org.roimill.benchmarks.zarr;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.stores.zarr.meta.ArraySpec;
import org.roimill.stores.zarr.meta.Compression;
import org.roimill.stores.zarr.meta.Shuffle;

/**
 * {@code ZarrBench FOLDER [planes [repeats]]}: a u16 image of planes x 4096 x 4096 (64: 2 GiB) in chunks of 16 x 512 x 512
 * and shards of 64 x 1024 x 1024. Prints a table; leaves the image in FOLDER/image.raw for the Python peers.
 */
public final class ZarrBench {
    private static final long[] CHUNK = {16, 512, 512};
    private static final long[] SHARD = {64, 1024, 1024};
    private static final int SIDE = 4096;
    private static final int ZSTD_LEVEL = 1;
    private static final int BLOSC_LEVEL = 3;

    private ZarrBench() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        int planes = args.length > 1 ? Integer.parseInt(args[1]) : 64;
        int repeats = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        try (Arena arena = Arena.ofShared()) {
            Block image = image(planes, arena);
            Block back = Block.over(DType.U16, image.region(), arena.allocate(image.bytes(), 64));
            save(image, folder.resolve("image.raw"));
            System.out.println(
                    "| MB/s (per CPU second) | write, 1 thread | write, 2 | read, 1 thread | read, 2 | stored, MB |");
            System.out.println("|---|---|---|---|---|---|");
            for (Supplier<Peer> peer : peers(planes, folder)) {
                try (Peer p = peer.get()) {
                    measure(p, image, back, repeats);
                }
            }
        }
    }

    private static List<Supplier<Peer>> peers(int planes, Path folder) {
        long[] shard = {Math.min(planes, SHARD[0]), SHARD[1], SHARD[2]};
        ArraySpec base = ArraySpec.v3(DType.U16, planes, SIDE, SIDE).chunks(CHUNK);
        ArraySpec zstd = base.compression(Compression.zstd(ZSTD_LEVEL));
        ArraySpec blosc = base.compression(Compression.blosc("zstd", BLOSC_LEVEL, Shuffle.BYTE));
        Path store = folder.resolve("ours.zarr");
        List<Supplier<Peer>> peers = new ArrayList<>();
        peers.add(() -> new Bare.ZstdAlone(ZSTD_LEVEL, CHUNK));
        peers.add(() -> new Ours("ours, zstd", zstd, store, false));
        peers.add(() -> new Ours("ours, zstd, sharded", zstd.shards(shard), store, false));
        peers.add(() -> new Ours("ours, zstd, sharded, with chunk list", zstd.shards(shard), store, true));
        peers.add(() -> new Bare.BloscAlone(BLOSC_LEVEL, CHUNK));
        peers.add(() -> new Ours("ours, blosc", blosc, store, false));
        peers.add(() -> new Ours("ours, blosc, sharded", blosc.shards(shard), store, false));
        peers.add(() -> new Ours("ours, blosc, sharded, with chunk list", blosc.shards(shard), store, true));
        return peers;
    }

    /** Bytes by the second of the clock, and of processors, which the neighbours' load touches less. */
    private record Rate(double wall, double cpu) {
        static final Rate NONE = new Rate(0, 0);

        static Rate of(Block image, Runnable work) {
            OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long cpu = system.getProcessCpuTime();
            long start = System.nanoTime();
            work.run();
            double wall = image.bytes() * 1e3 / (System.nanoTime() - start);
            return new Rate(wall, image.bytes() * 1e3 / (system.getProcessCpuTime() - cpu));
        }

        Rate best(Rate other) {
            return new Rate(Math.max(wall, other.wall), Math.max(cpu, other.cpu));
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f (%.0f)", wall, cpu);
        }
    }

    private static void measure(Peer peer, Block image, Block back, int repeats) {
        peer.prepare(image);
        Rate[] best = {Rate.NONE, Rate.NONE, Rate.NONE, Rate.NONE};
        for (int r = 0; r < repeats; r++) {
            for (int threads = 1; threads <= 2; threads++) {
                int t = threads;
                best[t - 1] = best[t - 1].best(Rate.of(image, () -> peer.write(image, t)));
                best[t + 1] = best[t + 1].best(Rate.of(image, () -> peer.read(back, t)));
            }
        }
        if (peer instanceof Ours && image.data().mismatch(back.data()) >= 0) {
            throw new IllegalStateException(peer.name() + " does not give back what was written");
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %.0f |%n",
                peer.name(),
                best[0],
                best[1],
                best[2],
                best[3],
                peer.storedBytes() / 1e6);
    }

    /** Smooth blobs of cells over a slope of background, with shot and camera noise. */
    private static Block image(int planes, Arena arena) {
        Block image = Block.zeros(DType.U16, Region.ofShape(planes, SIDE, SIDE), arena);
        SplittableRandom random = new SplittableRandom(42);
        for (int z = 0; z < planes; z++) {
            for (int y = 0; y < SIDE; y++) {
                double row = Math.sin(y / 37.0 + z / 9.0);
                long at = ((long) z * SIDE + y) * SIDE;
                for (int x = 0; x < SIDE; x++) {
                    double cells = Math.max(0, row * Math.sin(x / 41.0 + y / 301.0)) * 1800;
                    double mean = 110 + x * 0.01 + cells;
                    // The sum of four uniform numbers is normal enough.
                    long bits = random.nextLong();
                    double noise = ((bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48))
                                    / 65536.0
                            - 2;
                    double value = mean + noise * 1.7 * Math.sqrt(mean * 0.4 + 4);
                    image.data().setAtIndex(ValueLayout.JAVA_SHORT, at + x, (short) Math.max(0, value));
                }
            }
        }
        return image;
    }

    private static void save(Block image, Path file) throws IOException {
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (long at = 0; at < image.bytes(); at += 1 << 28) {
                var piece = image.data()
                        .asSlice(at, Math.min(1 << 28, image.bytes() - at))
                        .asByteBuffer();
                while (piece.hasRemaining()) {
                    out.write(piece);
                }
            }
        }
    }
}
