package org.roimill.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.Convert;
import org.roimill.core.pixel.DType;
import org.roimill.kernels.distance.Edt;
import org.roimill.kernels.distance.Ring;
import org.roimill.kernels.histogram.Quantiles;
import org.roimill.kernels.histogram.Tally;
import org.roimill.kernels.labelling.Connectivity;
import org.roimill.kernels.labelling.Labelling;
import org.roimill.kernels.pyramid.Downscale;
import org.roimill.kernels.rank.Footprint;
import org.roimill.kernels.rank.Morphology;
import org.roimill.kernels.rank.Rank;
import org.roimill.kernels.resize.Resize;
import org.roimill.kernels.separable.Gaussian;
import org.roimill.kernels.separable.Uniform;

/** Holds the kernels against what NumPy, SciPy and scikit-image give. */
class GoldenTest {
    private static final Golden GOLDEN = new Golden(GoldenTest.class);

    private static void assertSame(String name, Block found) {
        Block expected = GOLDEN.get(name);
        assertEquals(expected.region(), found.region(), name);
        assertArrayEquals(Blocks.doubles(expected), Blocks.doubles(found), name);
    }

    private static void assertClose(String name, Block found, double tolerance) {
        double[] expected = Blocks.doubles(GOLDEN.get(name));
        double scale = Arrays.stream(expected).map(Math::abs).max().orElse(1);
        assertArrayEquals(expected, Blocks.doubles(found), tolerance * scale, name);
    }

    private static Block like(Block block) {
        return Blocks.zeros(block.dtype(), block.region());
    }

    @Test
    void labelsAreThoseOfSciPy() {
        for (int dims = 2; dims <= 3; dims++) {
            for (int steps = 1; steps <= dims; steps++) {
                Block mask = GOLDEN.get("mask" + dims);
                Block out = Blocks.zeros(DType.U32, mask.region());
                Labelling.components(mask, Connectivity.values()[steps - 1], out);
                assertSame("label" + dims + "_" + steps, out);
            }
        }
    }

    @Test
    void expandedLabelsAreThoseOfScikitImageTiesIncluded() {
        Map<String, Double> cases = Map.of(
                "expand_1",
                1.0,
                "expand_1.5",
                1.5,
                "expand_3",
                3.0,
                "expand_8.25",
                8.25,
                "expand_40",
                40.0,
                "expandsparse_12",
                12.0,
                "expand3_4",
                4.0);
        cases.forEach((name, radius) -> {
            Block labels =
                    GOLDEN.get(name.startsWith("expand3") ? "labels3" : name.contains("sparse") ? "sparse" : "labels");
            Block out = like(labels);
            Ring.bound(labels, radius, out);
            assertSame(name, out);
        });
    }

    @Test
    void ringsAreThoseOfPlexPipe() {
        for (int[] r : new int[][] {{8, 2}, {3, 0}, {2, -1}, {0, -2}, {-1, -3}}) {
            Block out = like(GOLDEN.get("labels"));
            Ring.ring(GOLDEN.get("labels"), r[0], r[1], out);
            assertSame("ring_" + r[0] + "_" + r[1], out);
        }
    }

    @Test
    void distancesAreThoseOfSciPy() {
        for (int dims = 2; dims <= 3; dims++) {
            Block mask = GOLDEN.get("edtmask" + dims);
            Block out = Blocks.zeros(DType.F64, mask.region());
            Edt.distance(mask, null, out);
            assertSame("edt" + dims, out);
            double[] spacing = {2.5, 0.65, 0.7};
            Edt.distance(mask, Arrays.copyOfRange(spacing, 3 - dims, 3), out);
            assertClose("edtspaced" + dims, out, 1e-14);
        }
    }

    @Test
    void percentilesAreThoseOfNumPyToTheLastBit() {
        double[] percent = Blocks.doubles(GOLDEN.get("percent"));
        for (String type : new String[] {"u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64", "f32", "f64"}) {
            Block numbers = GOLDEN.get("numbers_" + type);
            Quantiles question = Quantiles.of(numbers.dtype(), percent);
            while (!question.done()) {
                Tally tally = question.tally();
                tally.add(numbers);
                question = question.refine(tally);
            }
            assertArrayEquals(Blocks.doubles(GOLDEN.get("percentiles_" + type)), question.values(), type);
        }
    }

    @Test
    void gaussiansAreThoseOfSciPy() {
        for (Border border : new Border[] {Border.NEAREST, Border.REFLECT, Border.MIRROR}) {
            String mode = border.name().toLowerCase(Locale.ROOT);
            double[] sigma = {2, 2};
            assertClose("gauss_" + mode, gauss(GOLDEN.get("noise"), sigma, 4, border), 1e-14);
            Block single = Blocks.zeros(DType.F32, GOLDEN.get("noise").region());
            Convert.copy(GOLDEN.get("noise"), single);
            assertClose("gauss32_" + mode, gauss(single, sigma, 4, border), 2e-7);
        }
        assertClose("gauss_aniso", gauss(GOLDEN.get("volume"), new double[] {0.5, 1.3, 2}, 4, Border.REFLECT), 1e-14);
        assertClose("gauss_short", gauss(GOLDEN.get("noise"), new double[] {3.3, 3.3}, 2, Border.NEAREST), 1e-14);
    }

    private static Block gauss(Block in, double[] sigma, double truncate, Border border) {
        Block out = like(in);
        Gaussian.filter(Blocks.padded(in, Gaussian.halo(sigma, truncate), border), sigma, truncate, out);
        return out;
    }

    @Test
    void boxMeansAreThoseOfSciPy() {
        Block out = like(GOLDEN.get("noise"));
        Uniform.filter(Blocks.padded(GOLDEN.get("noise"), new long[] {1, 3}, Border.NEAREST), new int[] {3, 7}, out);
        assertClose("uniform", out, 1e-14);
    }

    @Test
    void resizedImagesAreThoseOfScikitImage() {
        Map<String, long[]> shapes =
                Map.of("down", new long[] {10, 13}, "up", new long[] {80, 60}, "mixed", new long[] {20, 77});
        shapes.forEach((name, shape) -> {
            assertClose("linear_" + name, resize("noise", shape, Resize.Method.LINEAR), 1e-14);
            assertClose("smooth_" + name, resize("noise", shape, Resize.Method.SMOOTH), 1e-13);
            assertSame("nearest_" + name, resize("labels", shape, Resize.Method.NEAREST));
        });
        assertClose("linear_volume", resize("volume", new long[] {5, 20, 7}, Resize.Method.LINEAR), 1e-14);
    }

    private static Block resize(String name, long[] shape, Resize.Method method) {
        Block in = GOLDEN.get(name);
        Block out = Blocks.zeros(in.dtype(), shape);
        Resize.of(in.region().shape(), shape, method).apply(in, out);
        return out;
    }

    @Test
    void levelsOfEvenSizeAreTruncatedBlockMeans() {
        for (String name : new String[] {"even", "signed"}) {
            Block in = GOLDEN.get(name);
            Block out = Blocks.zeros(in.dtype(), Downscale.coarser(in.region(), 2, 2));
            Downscale.mean(in, out, 2, 2);
            assertSame(name.equals("even") ? "mean2" : "mean2signed", out);
        }
    }

    @Test
    void mediansAndPercentilesAreThoseOfSciPy() {
        for (int radius : new int[] {1, 3, 5}) {
            for (String[] names : new String[][] {{"counts", "median_"}, {"noise", "median64_"}}) {
                Block in = GOLDEN.get(names[0]);
                Block out = like(in);
                Footprint disk = Footprint.disk(radius);
                Rank.median(Blocks.padded(in, disk.halo(), Border.NEAREST), disk, out);
                assertSame(names[1] + radius, out);
            }
        }
        Block in = GOLDEN.get("counts");
        Block out = like(in);
        Footprint disk = Footprint.disk(2);
        Rank.percentile(Blocks.padded(in, disk.halo(), Border.NEAREST), disk, 20, out);
        assertSame("percentile_20", out);
        Block volume = GOLDEN.get("volume");
        Block median = like(volume);
        Footprint ball = Footprint.ball(2);
        Rank.median(Blocks.padded(volume, ball.halo(), Border.NEAREST), ball, median);
        assertSame("median3", median);
    }

    @Test
    void morphologyIsThatOfScikitImage() {
        Block in = GOLDEN.get("counts");
        for (int radius : new int[] {1, 3, 5}) {
            Footprint disk = Footprint.disk(radius);
            Block out = like(in);
            Morphology.erode(in, disk, out);
            assertSame("erode_" + radius, out);
            Morphology.dilate(in, disk, out);
            assertSame("dilate_" + radius, out);
            Morphology.open(in, disk, out);
            assertSame("open_" + radius, out);
            Morphology.close(in, disk, out);
            assertSame("close_" + radius, out);
        }
    }
}
