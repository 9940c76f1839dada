package org.roimill.benchmarks.kernels;

import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.Convert;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.distance.Ring;
import org.roimill.kernels.histogram.Quantiles;
import org.roimill.kernels.histogram.Tally;
import org.roimill.kernels.labelling.Connectivity;
import org.roimill.kernels.labelling.Labelling;
import org.roimill.kernels.pyramid.Downscale;
import org.roimill.kernels.rank.Footprint;
import org.roimill.kernels.rank.Morphology;
import org.roimill.kernels.rank.Rank;
import org.roimill.kernels.separable.Gaussian;

/** Single-threaded, in milliseconds an image. Memory is allocated before, as the runner's ledger does. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"-Xmx2g", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"})
public class KernelsBenchmark {
    private static final Footprint DISK = Footprint.disk(3);
    private static final double[] SIGMA = {2, 2};

    private Arena arena;
    private Block specks;
    private Block ids;
    private Block cells;
    private Block ring;
    private Block tileIn;
    private Block tileOut;
    private Block image;
    private Block padded;
    private Block wide;
    private Block single;
    private Block blurred;
    private Block result;
    private Block half;

    @Setup
    public void prepare() {
        arena = Arena.ofShared();
        specks = Scenes.specks(arena);
        ids = Block.zeros(DType.U32, Scenes.SLIDE, arena);
        cells = Scenes.cells(arena);
        ring = Block.zeros(DType.U32, Scenes.CORE, arena);
        tileIn = Block.zeros(DType.U32, Region.ofShape(528, 528), arena);
        tileOut = Block.zeros(DType.U32, Region.ofShape(512, 512), arena);
        image = Scenes.intensities(arena);
        padded = padded(image, 3);
        wide = Block.zeros(DType.F32, Scenes.CORE.grow(8, 8), arena);
        Convert.copy(padded(image, 8), wide);
        single = Block.zeros(DType.F32, Scenes.CORE, arena);
        Convert.copy(image, single);
        blurred = Block.zeros(DType.F32, Scenes.CORE, arena);
        result = Block.zeros(DType.U16, Scenes.CORE, arena);
        half = Block.zeros(DType.U16, Downscale.coarser(Scenes.CORE, 2, 2), arena);
    }

    private Block padded(Block in, int halo) {
        Block out = Block.zeros(in.dtype(), in.region().grow(halo, halo), arena);
        long i = 0;
        for (long y = -halo; y < in.region().max(0) + halo; y++) {
            for (long x = -halo; x < in.region().max(1) + halo; x++) {
                long fromY = Border.NEAREST.map(y, in.region().size(0));
                long fromX = Border.NEAREST.map(x, in.region().size(1));
                out.setLong(i++, in.getLong(in.index(fromY, fromX)));
            }
        }
        return out;
    }

    @TearDown
    public void free() {
        arena.close();
    }

    @Benchmark
    public long label8192By4() {
        return Labelling.components(specks, Connectivity.FACES, ids);
    }

    @Benchmark
    public long label8192By8() {
        return Labelling.components(specks, Connectivity.EDGES, ids);
    }

    @Benchmark
    public void ringWhole() {
        Ring.ring(cells, 8, 2, ring);
    }

    @Benchmark
    public void ringByTilesOf512() {
        for (Region part : Scenes.CORE.cells(512, 512)) {
            Region around = part.grow(8, 8).intersect(Scenes.CORE);
            Block in = over(tileIn, around);
            Block out = over(tileOut, part);
            cells.copyTo(in, around);
            Ring.ring(in, 8, 2, out);
            out.copyTo(ring, part);
        }
    }

    private static Block over(Block memory, Region region) {
        return Block.over(
                memory.dtype(),
                region,
                memory.data().asSlice(0, region.voxels() * memory.dtype().bytes()));
    }

    @Benchmark
    public void medianOfDisk3InU16() {
        Rank.median(padded, DISK, result);
    }

    @Benchmark
    public void openingByDisk3InU16() {
        Morphology.open(image, DISK, result);
    }

    @Benchmark
    public void gaussianOf2InF32() {
        Gaussian.filter(wide, SIGMA, Gaussian.TRUNCATE, blurred);
    }

    @Benchmark
    public double[] percentilesOfU16() {
        return percentiles(image);
    }

    @Benchmark
    public double[] percentilesOfF32() {
        return percentiles(single);
    }

    private static double[] percentiles(Block block) {
        Quantiles question = Quantiles.of(block.dtype(), 1, 99);
        while (!question.done()) {
            Tally tally = question.tally();
            tally.add(block);
            question = question.refine(tally);
        }
        return question.values();
    }

    @Benchmark
    public void halfInU16() {
        Downscale.mean(image, half, 2, 2);
    }
}
