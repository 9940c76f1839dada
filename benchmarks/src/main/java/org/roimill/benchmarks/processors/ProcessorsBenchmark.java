package org.roimill.benchmarks.processors;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.roimill.benchmarks.kernels.Scenes;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Grid;
import org.roimill.processors.filters.GaussianBlur;
import org.roimill.processors.filters.MeanOfImages;
import org.roimill.processors.filters.MedianDenoise;
import org.roimill.processors.filters.Normalize;
import org.roimill.processors.masks.Blob;
import org.roimill.processors.masks.RingMask;
import org.roimill.processors.masks.Subtract;
import org.roimill.runner.stage.MemoryRaster;

/** One tissue core of 4800 x 4864, in milliseconds, from memory to memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx2g", "--enable-native-access=ALL-UNNAMED"})
public class ProcessorsBenchmark {
    @Param({"1", "2"})
    private int threads;

    /** One of {@link #work}. */
    @Param({
        "normalize",
        "normalizeTiles",
        "normalizeWithinMask",
        "medianOfDisk3",
        "gaussianOf2",
        "meanOf3",
        "ring",
        "subtract",
        "blob"
    })
    private String work;

    private InMemory memory;
    private Runnable run;

    /** For {@link ProcessorsTime}. */
    static ProcessorsBenchmark prepared(int threads, String work) {
        ProcessorsBenchmark b = new ProcessorsBenchmark();
        b.threads = threads;
        b.work = work;
        b.prepare();
        return b;
    }

    @Setup(Level.Trial)
    public void prepare() {
        memory = new InMemory(threads);
        run = work(memory.arena());
    }

    private Runnable work(Arena arena) {
        Grid grid = Grid.of("yx", Scenes.CORE.shape());
        Block pixels = Scenes.intensities(arena);
        Block cells = Scenes.cells(arena);
        MemoryRaster image = MemoryRaster.over(RasterSpec.image(grid, DType.U16), pixels);
        MemoryRaster labels = MemoryRaster.over(RasterSpec.labels(grid, DType.I32), cells.as(DType.I32));
        Map<String, List<MemoryRaster>> one = Map.of("image", List.of(image));
        Map<String, List<MemoryRaster>> objects = Map.of("labels", List.of(labels));
        return switch (work) {
            case "normalize" -> memory.of(new Normalize(), Map.of(), one);
            case "normalizeTiles" -> memory.of(new Normalize(), Map.of("over", "tile"), one);
            case "normalizeWithinMask" ->
                memory.of(new Normalize(), Map.of(), Map.of("image", List.of(image), "mask", List.of(labels)));
            case "medianOfDisk3" -> memory.of(new MedianDenoise(), Map.of(), one);
            case "gaussianOf2" -> memory.of(new GaussianBlur(), Map.of("sigma", 2), one);
            case "meanOf3" -> memory.of(new MeanOfImages(), Map.of(), Map.of("images", List.of(image, image, image)));
            case "ring" -> memory.of(new RingMask(), Map.of("rad_bigger", 8, "rad_smaller", 2), objects);
            case "subtract" ->
                memory.of(new Subtract(), Map.of(), Map.of("from", List.of(labels), "what", List.of(labels)));
            case "blob" -> memory.of(new Blob(), Map.of(), objects);
            default -> throw new IllegalArgumentException(work);
        };
    }

    @TearDown(Level.Trial)
    public void free() {
        memory.close();
    }

    @Benchmark
    public void run() {
        run.run();
    }
}
