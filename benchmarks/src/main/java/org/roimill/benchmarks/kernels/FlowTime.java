package org.roimill.benchmarks.kernels;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.flow.EndTally;
import org.roimill.kernels.flow.Follow;
import org.roimill.kernels.flow.IdTable;
import org.roimill.kernels.flow.PlaneOverlaps;
import org.roimill.kernels.flow.Sinks;
import org.roimill.kernels.flow.Stitch;

/**
 * Times following flows, making masks and stitching planes, by two threads over blocks, on made fields: 2048 x 2048 with
 * 3600 cells, and 96 x 512 x 512. Writes fields and results into a folder for flow_peer.py, which times Cellpose on the
 * same arrays and compares. Arguments: the folder, and where only some are wanted, "plane", "volume", "stitch".
 */
public final class FlowTime {
    private static final int THREADS = 2;
    private static final int ROUNDS = 4;

    private FlowTime() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Files.createDirectories(folder);
        List<String> wanted =
                args.length > 1 ? List.of(args).subList(1, args.length) : List.of("plane", "volume", "stitch");
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            if (wanted.contains("plane")) {
                masks(threads, folder, "plane", new long[] {512, 512}, 34, 60, 60);
            }
            if (wanted.contains("volume")) {
                masks(threads, folder, "volume", new long[] {48, 128, 128}, 24, 4, 21, 21);
            }
            if (wanted.contains("stitch")) {
                stitch(folder);
            }
        }
    }

    /** Cells whose flow points to the centre, shorter near it as after interpolation, with noise. */
    private static Block field(Random random, double pitch, int... cells) {
        int dims = cells.length;
        long[] shape = dims == 2 ? new long[] {2048, 2048} : new long[] {96, 512, 512};
        int n = 1;
        for (int c : cells) {
            n *= c;
        }
        double[][] centre = new double[n][dims];
        double[] radius = new double[n];
        for (int c = 0; c < n; c++) {
            int rest = c;
            for (int d = dims - 1; d >= 0; d--) {
                double step = (double) shape[d] / cells[d];
                centre[c][d] = (rest % cells[d] + 0.5 + (random.nextDouble() - 0.5) * 0.25) * step;
                rest /= cells[d];
            }
            radius[c] = pitch * (0.34 + 0.14 * random.nextDouble());
        }
        Region domain = Region.ofShape(shape);
        Block maps = Block.zeros(DType.F32, Region.ofShape(dims + 1).join(domain), Arena.ofAuto());
        long[] at = new long[dims];
        double[] away = new double[dims];
        for (long i = 0; i < domain.voxels(); i++) {
            int c = 0;
            long rest = i;
            for (int d = dims - 1; d >= 0; d--) {
                at[d] = rest % shape[d];
                rest /= shape[d];
            }
            for (int d = 0; d < dims; d++) {
                c = c * cells[d] + (int) (at[d] * cells[d] / shape[d]);
            }
            double square = 0;
            for (int d = 0; d < dims; d++) {
                away[d] = centre[c][d] - at[d];
                square += away[d] * away[d];
            }
            double distance = Math.sqrt(square);
            float logit = (float) Math.clamp(radius[c] - distance, -8, 8);
            for (int d = 0; d < dims; d++) {
                double flow = 5 * away[d] / Math.max(distance, 1.5) + random.nextGaussian();
                maps.data().setAtIndex(ValueLayout.JAVA_FLOAT, d * domain.voxels() + i, (float) flow);
            }
            maps.data().setAtIndex(ValueLayout.JAVA_FLOAT, dims * domain.voxels() + i, logit);
        }
        return maps;
    }

    /** {@code bytes}: all that following and tallying took from the heap, whether or not at one time. */
    private record Cell(EndTally tally, Block ends, long bytes) {
        double bytesPerVoxel() {
            return (double) (ends.bytes() + bytes) / ends.voxels();
        }
    }

    /** Cells and margins are those of the processor. */
    private static void masks(
            ExecutorService threads, Path folder, String name, long[] cell, double pitch, int... cells) {
        Block maps = field(new Random(7), pitch, cells);
        Region domain = maps.region().dims(1, maps.region().dims());
        write(folder.resolve(name + "_maps.npy"), maps, "<f4");
        Block labels = Block.zeros(DType.I32, domain, Arena.ofAuto());
        List<Region> parts = new ArrayList<>();
        domain.cells(cell).forEach(parts::add);
        long halo = domain.dims() == 2 ? 32 : 12;
        for (int round = 0; round < ROUNDS; round++) {
            long used = processor();
            long start = System.nanoTime();
            List<Cell> done = all(threads, parts, part -> ends(maps, domain, part, halo));
            long followed = System.nanoTime();
            long usedFollowing = processor() - used;
            List<EndTally> tallies = done.stream().map(Cell::tally).toList();
            Sinks sinks = Sinks.of(tallies, domain, 0.4);
            all(threads, done, c -> {
                Block mine = Block.zeros(DType.I32, c.ends().region(), Arena.ofAuto());
                IdTable table = sinks.table(c.tally());
                table.apply(c.ends(), mine);
                mine.copyTo(labels);
                return table;
            });
            long end = System.nanoTime();
            System.out.printf(
                    "%s: follow and tally %.2f s (processor %.2f s), masks %.3f s, processor in all %.2f s, %d objects, %d ends, "
                            + "at most %.1f bytes a voxel beside the maps%n",
                    name,
                    (followed - start) / 1e9,
                    usedFollowing / 1e9,
                    (end - followed) / 1e9,
                    (processor() - used) / 1e9,
                    sinks.count(),
                    tallies.stream().mapToInt(EndTally::size).sum(),
                    done.stream().mapToDouble(Cell::bytesPerVoxel).max().orElse(0));
        }
        write(folder.resolve(name + "_labels.npy"), labels, "<i4");
    }

    private static Cell ends(Block maps, Region domain, Region part, long halo) {
        Follow settings = Follow.cellpose();
        Block ends = Block.zeros(DType.I32, part, Arena.ofAuto());
        long before = taken();
        long margin = halo;
        for (long missing = settings.follow(window(maps, part, margin), domain, ends); missing > 0; ) {
            margin *= 4;
            missing = settings.followMissing(window(maps, part, margin), domain, ends);
        }
        EndTally tally = EndTally.of(ends, domain);
        return new Cell(tally, ends, taken() - before);
    }

    /** A copy of the maps of a part and its margin, as the processor gets it. */
    private static Block window(Block maps, Region part, long margin) {
        Region domain = maps.region().dims(1, maps.region().dims());
        long[] by = new long[part.dims()];
        Arrays.fill(by, margin);
        Region window = part.grow(by).intersect(domain);
        Block cut = Block.zeros(DType.F32, maps.region().dims(0, 1).join(window), Arena.ofAuto());
        maps.copyTo(cut);
        return cut;
    }

    /** What this thread has taken from the heap so far. */
    private static long taken() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getCurrentThreadAllocatedBytes();
    }

    /** What this process has taken of all processors. */
    private static long processor() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private interface Job<A, B> {
        B of(A a);
    }

    private static <A, B> List<B> all(ExecutorService threads, List<A> from, Job<A, B> job) {
        List<Future<B>> futures = new ArrayList<>();
        for (A a : from) {
            futures.add(threads.submit(() -> job.of(a)));
        }
        List<B> done = new ArrayList<>();
        try {
            for (Future<B> f : futures) {
                done.add(f.get());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return done;
    }

    /** Ten planes of 7500 squares that drift. */
    private static void stitch(Path folder) {
        int planes = 10;
        Block stack = Block.zeros(DType.I32, Region.ofShape(planes, 2000, 2000), Arena.ofAuto());
        for (int z = 0; z < planes; z++) {
            int id = 0;
            for (int cell = 0; cell < 7500; cell++) {
                int y = cell / 87 * 23 + (z + cell) % 4;
                int x = cell % 87 * 22 + (z * 3 + cell) % 5;
                id++;
                for (int j = 0; j < 16; j++) {
                    for (int i = 0; i < 15 + cell % 3; i++) {
                        long voxel = ((long) z * 2000 + y + j) * 2000 + x + i;
                        stack.data().setAtIndex(ValueLayout.JAVA_INT, voxel, id);
                    }
                }
            }
        }
        write(folder.resolve("stitch_stack.npy"), stack, "<i4");
        for (int round = 0; round < ROUNDS; round++) {
            Block out = Block.zeros(DType.I32, stack.region(), Arena.ofAuto());
            long used = processor();
            long start = System.nanoTime();
            List<PlaneOverlaps> pairs = new ArrayList<>();
            for (int z = 1; z < planes; z++) {
                pairs.add(PlaneOverlaps.of(stack.slice(z - 1), stack.slice(z)));
            }
            List<IdTable> tables = Stitch.chain(pairs, 0.25, false);
            for (int z = 0; z < planes; z++) {
                tables.get(z).apply(stack.slice(z), out.slice(z));
            }
            System.out.printf(
                    "stitch: %.1f ms a pair of planes, one thread (processor %.1f ms)%n",
                    (System.nanoTime() - start) / 1e6 / (planes - 1), (processor() - used) / 1e6 / (planes - 1));
            if (round == ROUNDS - 1) {
                write(folder.resolve("stitch_labels.npy"), out, "<i4");
            }
        }
    }

    private static void write(Path file, Block block, String type) {
        StringBuilder shape = new StringBuilder();
        for (long n : block.region().shape()) {
            shape.append(n).append(", ");
        }
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        header += " ".repeat(117 - header.length()) + "\n";
        ByteBuffer head = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 0x93).put(new byte[] {'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) 118);
        head.put(header.getBytes(StandardCharsets.US_ASCII)).flip();
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (head.hasRemaining()) {
                out.write(head);
            }
            ByteBuffer bytes = block.data().asByteBuffer();
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
