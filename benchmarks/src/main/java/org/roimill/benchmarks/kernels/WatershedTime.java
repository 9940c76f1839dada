package org.roimill.benchmarks.kernels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.distance.Edt;
import org.roimill.kernels.labelling.Connectivity;
import org.roimill.kernels.labelling.Labelling;
import org.roimill.kernels.row.Rows;
import org.roimill.kernels.watershed.Peaks;
import org.roimill.kernels.watershed.Watershed;

/**
 * Seeds and floods by processor time, best of seven. The argument is a folder: what is flooded is written there, for
 * {@code watershed_peer.py}.
 */
public final class WatershedTime {
    private WatershedTime() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        run("flat", folder, 3600, 17, 2048, 2048);
        run("solid", folder, 900, 11, 96, 256, 256);
    }

    private static void run(String name, Path folder, int blobs, double radius, long... shape) {
        try (Arena arena = Arena.ofShared()) {
            Region box = Region.ofShape(shape);
            Block light = light(Block.zeros(DType.F32, box, arena), blobs, radius);
            Block mask = Block.zeros(DType.U8, box, arena);
            for (long i = 0; i < mask.voxels(); i++) {
                mask.setLong(i, light.get(i) > 0 ? 1 : 0);
            }
            Block parts = Block.zeros(DType.U32, box, arena);
            Block distance = Block.zeros(DType.F32, box, arena);
            Block seeds = Block.zeros(DType.U32, box, arena);
            long[] reach = new long[shape.length];
            Arrays.fill(reach, 5);
            Runnable seeding = () -> {
                Labelling.components(mask, Connectivity.FACES, parts);
                Edt.squared(mask, null, distance);
                int[] found = Peaks.find(distance, parts, reach);
                seeds.fill(0);
                for (int k = 0; k < found.length; k++) {
                    seeds.setLong(found[k], k + 1);
                }
            };
            System.out.printf("%s seeds %.1f ms%n", name, best(seeding) / 1e6);
            dump(folder.resolve(name + "-mask"), mask);
            dump(folder.resolve(name + "-light"), light);
            dump(folder.resolve(name + "-seeds"), seeds);
            Block out = Block.zeros(DType.U32, box, arena);
            System.out.printf(
                    "%s flood of distances %.1f ms%n", name, best(() -> flood(distance, mask, seeds, out)) / 1e6);
            System.out.printf("%s flood of light %.1f ms%n", name, best(() -> flood(light, mask, seeds, out)) / 1e6);
            System.out.printf(
                    "%s flood of light, no mask %.1f ms%n", name, best(() -> flood(light, null, seeds, out)) / 1e6);
            dump(folder.resolve(name + "-labels"), out);
        }
    }

    private static void flood(Block levels, Block mask, Block seeds, Block out) {
        seeds.copyTo(out);
        try (Arena arena = Arena.ofConfined()) {
            Watershed.flood(levels, true, mask, Connectivity.FACES, out, (type, box) -> Block.zeros(type, box, arena));
        }
    }

    /** Round blobs that overlap, brighter in their middles, with noise: hardly two values are the same. */
    private static Block light(Block light, int blobs, double radius) {
        SplittableRandom random = new SplittableRandom(1);
        Region box = light.region();
        int dims = box.dims();
        for (int b = 0; b < blobs; b++) {
            double[] centre = new double[dims];
            long[] min = new long[dims];
            long[] max = new long[dims];
            double r = radius * (0.6 + 0.5 * random.nextDouble());
            for (int d = 0; d < dims; d++) {
                centre[d] = random.nextDouble() * box.size(d);
                min[d] = Math.max(0, (long) (centre[d] - r));
                max[d] = Math.min(box.size(d), (long) (centre[d] + r) + 1);
            }
            Rows.each(Region.between(min, max), start -> {
                long at = light.index(start);
                double rest = 0;
                for (int d = 0; d < dims - 1; d++) {
                    rest += (start[d] - centre[d]) * (start[d] - centre[d]);
                }
                for (long x = min[dims - 1]; x < max[dims - 1]; x++, at++) {
                    double far = (rest + (x - centre[dims - 1]) * (x - centre[dims - 1])) / (r * r);
                    if (far < 1) {
                        light.set(at, Math.max(light.get(at), 1.2 - far + 0.05 * random.nextDouble()));
                    }
                }
            });
        }
        return light;
    }

    private static void dump(Path file, Block block) {
        try (FileChannel out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            MemorySegment data = block.data();
            for (long at = 0; at < data.byteSize(); ) {
                at += out.write(data.asSlice(at, Math.min(1 << 26, data.byteSize() - at))
                        .asByteBuffer());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long best(Runnable run) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 7; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            run.run();
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
        }
        return best;
    }
}
