package org.roimill.benchmarks.kernels;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;

/** The images that are measured on. Run with a folder it writes them there, raw, for the Python peer. */
public final class Scenes {
    /** The size of a typical tissue core. */
    public static final Region CORE = Region.ofShape(4800, 4864);

    static final Region SLIDE = Region.ofShape(8192, 8192);

    private Scenes() {}

    /** Some 97 000 irregular specks on a sixth of the area: smoothed noise above its standard deviation. */
    static Block specks(Arena arena) {
        int n = (int) SLIDE.size(0);
        float[] noise = new float[n * n];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextFloat() - 0.5f;
        }
        for (int pass = 0; pass < 2; pass++) {
            blurRows(noise, n, 4);
            transpose(noise, n);
            blurRows(noise, n, 4);
            transpose(noise, n);
        }
        double squares = 0;
        for (float v : noise) {
            squares += v * (double) v;
        }
        double limit = Math.sqrt(squares / noise.length);
        Block mask = Block.zeros(DType.U8, SLIDE, arena);
        for (int i = 0; i < noise.length; i++) {
            mask.data().set(ValueLayout.JAVA_BYTE, i, (byte) (noise[i] > limit ? 1 : 0));
        }
        return mask;
    }

    private static void blurRows(float[] image, int n, int radius) {
        float[] line = new float[n];
        for (int y = 0; y < n; y++) {
            System.arraycopy(image, y * n, line, 0, n);
            float sum = 0;
            for (int x = 0; x < n + radius; x++) {
                sum += x < n ? line[x] : 0;
                sum -= x > 2 * radius ? line[x - 2 * radius - 1] : 0;
                if (x >= radius) {
                    image[y * n + x - radius] = sum;
                }
            }
        }
    }

    private static void transpose(float[] image, int n) {
        for (int y = 0; y < n; y++) {
            for (int x = y + 1; x < n; x++) {
                float v = image[y * n + x];
                image[y * n + x] = image[x * n + y];
                image[x * n + y] = v;
            }
        }
    }

    /** About 12 000 cells, ellipses of 24 to 40 pixels on a shaken lattice. */
    public static Block cells(Arena arena) {
        Block labels = Block.zeros(DType.U32, CORE, arena);
        int height = (int) CORE.size(0);
        int width = (int) CORE.size(1);
        Random random = new Random(2);
        double step = Math.sqrt((double) height * width / 12_000);
        int id = 0;
        for (double cy = step / 2; cy < height; cy += step) {
            for (double cx = step / 2; cx < width; cx += step) {
                double y = cy + (random.nextDouble() - 0.5) * step * 0.4;
                double x = cx + (random.nextDouble() - 0.5) * step * 0.4;
                ellipse(labels, y, x, 12 + 8 * random.nextDouble(), 12 + 8 * random.nextDouble(), ++id);
            }
        }
        return labels;
    }

    private static void ellipse(Block labels, double cy, double cx, double ry, double rx, int id) {
        long height = labels.region().size(0);
        long width = labels.region().size(1);
        for (long y = (long) Math.max(0, cy - ry); y < Math.min((double) height, cy + ry + 1); y++) {
            for (long x = (long) Math.max(0, cx - rx); x < Math.min((double) width, cx + rx + 1); x++) {
                double dy = (y - cy) / ry;
                double dx = (x - cx) / rx;
                if (dy * dy + dx * dx <= 1) {
                    labels.setLong(y * width + x, id);
                }
            }
        }
    }

    /** A 12-bit image with a soft background and noise. */
    public static Block intensities(Arena arena) {
        Block image = Block.zeros(DType.U16, CORE, arena);
        Random random = new Random(3);
        long width = CORE.size(1);
        for (long i = 0; i < image.voxels(); i++) {
            double x = (double) (i % width);
            double y = (i - x) / width;
            double soft = 300 + 200 * Math.sin(x / 90) * Math.cos(y / 70);
            image.set(i, Math.max(0, soft + 60 * random.nextGaussian()) + (random.nextInt(50) == 0 ? 2000 : 0));
        }
        return image;
    }

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        try (Arena arena = Arena.ofConfined()) {
            write(specks(arena), folder.resolve("specks.raw"));
            write(cells(arena), folder.resolve("cells.raw"));
            write(intensities(arena), folder.resolve("intensities.raw"));
        }
    }

    private static void write(Block block, Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (var rest = block.data().asByteBuffer(); rest.hasRemaining(); ) {
                channel.write(rest);
            }
        }
    }
}
