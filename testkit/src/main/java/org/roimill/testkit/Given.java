package org.roimill.testkit;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.roimill.core.element.Crop;
import org.roimill.core.element.CropPixels;
import org.roimill.core.element.CropsSpec;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.runner.stage.MemoryRaster;
import org.roimill.runner.stage.Source;

/**
 * One made-up input. It is a recipe and not the voxels, so that another process can make the same.
 *
 * @param port of the processor
 */
public record Given(String port, Kind kind, Content content, Axes axes, List<Long> shape, DType dtype, long seed) {
    public enum Content {
        /** Random over the whole range of the type. */
        NOISE,
        /** Bright, round objects on a dark ground. */
        BLOBS,
        ZERO,
        CONSTANT,
        /** Blobs with NaN and infinities among them. */
        NAN
    }

    public Given {
        shape = List.copyOf(shape);
    }

    public RasterSpec spec() {
        Grid grid = Grid.of(axes, shape.stream().mapToLong(Long::longValue).toArray());
        Kind raster = kind == Kind.LABELS ? Kind.LABELS : Kind.IMAGE;
        return new RasterSpec(raster, grid, dtype, List.of());
    }

    public Source make(Arena arena) {
        MemoryRaster raster = MemoryRaster.zeros(spec(), arena);
        fill(raster.block());
        return kind == Kind.CROPS ? new Source.Cropped(quarters(raster)) : new Source.Raster(raster);
    }

    private void fill(Block block) {
        SplittableRandom random = new SplittableRandom(seed);
        switch (content) {
            case ZERO -> {}
            case CONSTANT -> block.fill(7);
            case NOISE -> noise(block, random);
            case BLOBS -> blobs(block, random);
            case NAN -> {
                blobs(block, random);
                double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0};
                for (int i = 0; i < 12 && block.voxels() > 0; i++) {
                    block.set(random.nextLong(block.voxels()), odd[i % odd.length]);
                }
            }
        }
    }

    private void noise(Block block, SplittableRandom random) {
        for (long i = 0; i < block.voxels(); i++) {
            if (dtype.isFloating()) {
                block.set(i, random.nextDouble() * 2 - 0.5);
            } else {
                block.setLong(i, dtype == DType.BOOL ? random.nextInt(2) : random.nextLong());
            }
        }
    }

    /** One blob for every 200 voxels of a plane: labels are its number, intensities fall off from its centre. */
    private void blobs(Block block, SplittableRandom random) {
        long height = sizeOf(Axis.Y);
        long width = sizeOf(Axis.X);
        int count = (int) Math.max(1, height * width / 200);
        long planes = block.voxels() == 0 ? 0 : block.voxels() / (height * width);
        boolean labels = kind == Kind.LABELS;
        double top = dtype.isFloating() ? 1 : Math.min(dtype.max(), 60000);
        for (int b = 0; b < count; b++) {
            double y = random.nextDouble() * height;
            double x = random.nextDouble() * width;
            double radius = 3 + random.nextDouble() * 5;
            double peak = top * (0.3 + 0.7 * random.nextDouble());
            double value = labels ? 1 + b % Math.min(dtype.max(), 1e9) : peak;
            for (long p = 0; p < planes; p++) {
                blob(block, p * height * width, y, x + p * 0.7, radius, value);
            }
        }
    }

    private void blob(Block block, long plane, double y, double x, double radius, double value) {
        long height = sizeOf(Axis.Y);
        long width = sizeOf(Axis.X);
        long bottom = Math.min(height, (long) (y + radius) + 1);
        long right = Math.min(width, (long) (x + radius) + 1);
        for (long yy = Math.max(0, (long) (y - radius)); yy < bottom; yy++) {
            for (long xx = Math.max(0, (long) (x - radius)); xx < right; xx++) {
                double far = Math.hypot(yy - y, xx - x) / radius;
                if (far < 1) {
                    block.set(plane + yy * width + xx, kind == Kind.LABELS ? value : value * (1 - far));
                }
            }
        }
    }

    private long sizeOf(Axis axis) {
        int d = axes.indexOf(axis);
        return d < 0 ? 1 : shape.get(d);
    }

    /** Four boxes over the plane that overlap in the middle. */
    private CropPixels quarters(MemoryRaster raster) {
        Region all = raster.spec().grid().region();
        int y = axes.indexOf(Axis.Y);
        int x = axes.indexOf(Axis.X);
        long overlap = Math.min(4, Math.min(all.size(y), all.size(x)) / 4);
        List<Crop> crops = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            long midY = all.size(y) / 2;
            long midX = all.size(x) / 2;
            Region box = i < 2 ? all.with(y, 0, midY + overlap) : all.with(y, midY - overlap, all.size(y));
            box = i % 2 == 0 ? box.with(x, 0, midX + overlap) : box.with(x, midX - overlap, all.size(x));
            crops.add(new Crop("quarter_" + i, box, Map.of("overlap", 2 * overlap)));
        }
        CropsSpec spec = new CropsSpec(raster.spec(), Border.ZERO, List.of("overlap"));
        return new CropPixels() {
            @Override
            public CropsSpec spec() {
                return spec;
            }

            @Override
            public List<Crop> crops() {
                return crops;
            }

            @Override
            public void read(int crop, Block target) {
                raster.read(target);
            }
        };
    }

    /** One line, for the command line of another process. */
    String toLine() {
        return String.join(
                "|",
                port,
                kind.name(),
                content.name(),
                axes.toString(),
                shape.stream().map(String::valueOf).collect(Collectors.joining(",")),
                dtype.name(),
                Long.toString(seed));
    }

    static Given fromLine(String line) {
        List<String> parts = List.of(line.split("\\|", -1));
        List<Long> shape = parts.get(4).isEmpty()
                ? List.of()
                : Arrays.stream(parts.get(4).split(",", -1)).map(Long::valueOf).toList();
        return new Given(
                parts.get(0),
                Kind.valueOf(parts.get(1)),
                Content.valueOf(parts.get(2)),
                Axes.of(parts.get(3)),
                shape,
                DType.valueOf(parts.get(5)),
                Long.parseLong(parts.get(6)));
    }

    static List<Long> shapeOf(Axes axes, long t, long c, long z, long y, long x) {
        return LongStream.range(0, axes.count())
                .map(d -> switch (axes.get((int) d)) {
                    case T -> t;
                    case C -> c;
                    case Z -> z;
                    case Y -> y;
                    case X -> x;
                })
                .boxed()
                .toList();
    }
}
