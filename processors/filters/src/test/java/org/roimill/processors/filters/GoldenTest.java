package org.roimill.processors.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.processor.Processor;
import org.roimill.testkit.Golden;
import org.roimill.testkit.Trial;

/** Holds the filters against what NumPy and SciPy give. */
class GoldenTest {
    private static final Golden GOLDEN = new Golden(GoldenTest.class);
    private static final List<String> TYPES = List.of("u1", "u2", "i2", "u4", "f4", "f8");

    private static Trial on(Processor<?> processor, String image, Map<String, Object> parameters) {
        Block block = GOLDEN.get(image);
        Trial trial = Trial.of(processor).given("image", block.region().dims() == 3 ? "zyx" : "yx", block);
        parameters.forEach(trial::with);
        return trial;
    }

    private static void assertSame(String name, Block found) {
        Block expected = GOLDEN.get(name);
        assertEquals(expected.dtype(), found.dtype(), name);
        assertEquals(expected.region(), found.region(), name);
        assertEquals(-1, expected.data().mismatch(found.data()), name);
    }

    private static void assertClose(String name, Block found, double tolerance) {
        Block expected = GOLDEN.get(name);
        assertEquals(expected.dtype(), found.dtype(), name);
        assertEquals(expected.region(), found.region(), name);
        for (long i = 0; i < expected.voxels(); i++) {
            double apart = Math.abs(expected.get(i) - found.get(i));
            assertTrue(
                    apart <= tolerance * Math.max(1, Math.abs(expected.get(i))),
                    name + ", voxel " + i + ": " + expected.get(i) + " and " + found.get(i));
        }
    }

    @Test
    void percentilesOfTheWholeImageAreThoseOfNumPy() {
        for (String type : TYPES) {
            assertSame(
                    "normalized_" + type,
                    on(new Normalize(), "image_" + type, Map.of()).run());
        }
    }

    @Test
    void onlyVoxelsWithinTheMaskCount() {
        Block found = on(new Normalize(), "image_u2", Map.of())
                .given("mask", "yx", GOLDEN.get("mask"))
                .run();
        assertSame("normalized_masked", found);
    }

    @Test
    void zerosNeedNotCount() {
        Map<String, Object> parameters = Map.of("low", 5, "high", 95, "ignore_zeros", true);
        assertSame(
                "normalized_without_zeros",
                on(new Normalize(), "holed", parameters).run());
    }

    @Test
    void theRangeAndTheSpreadAreThoseOfNumPy() {
        assertSame(
                "min_max",
                on(new Normalize(), "image_u2", Map.of("method", "min_max")).run());
        assertClose(
                "z_score",
                on(new Normalize(), "image_u2", Map.of("method", "z_score")).run(),
                1e-6);
    }

    @Test
    void planesAreNormalizedByThemselves() {
        assertSame(
                "planes", on(new Normalize(), "volume", Map.of("over", "plane")).run());
    }

    @Test
    void limitsOfTilesAreLinearBetweenTheirCentres() {
        Map<String, Object> parameters = Map.of("over", "tile", "tile_size", 20);
        assertClose("tiles", on(new Normalize(), "image_u2", parameters).run(), 1e-6);
    }

    @Test
    void mediansAreThoseOfSciPy() {
        for (String type : TYPES) {
            assertSame(
                    "median3_" + type,
                    on(new MedianDenoise(), "image_" + type, Map.of()).run());
            assertSame(
                    "median1_" + type,
                    on(new MedianDenoise(), "image_" + type, Map.of("disk_radius", 1))
                            .run());
        }
        assertSame(
                "median7_u2",
                on(new MedianDenoise(), "image_u2", Map.of("disk_radius", 7)).run());
    }

    @Test
    void gaussiansAreThoseOfSciPy() {
        for (String type : TYPES) {
            Map<String, Object> sigma = Map.of("sigma", List.of(1.5, 2.5));
            assertClose(
                    "gaussian_" + type,
                    on(new GaussianBlur(), "image_" + type, sigma).run(),
                    1e-6);
        }
        Map<String, Object> volume = Map.of("sigma", List.of(0.7, 1, 2));
        assertClose("gaussian_volume", on(new GaussianBlur(), "volume", volume).run(), 1e-6);
        Map<String, Object> rounded = Map.of("sigma", 2, "truncate", 3, "keep_type", true);
        assertSame(
                "gaussian_rounded_u2",
                on(new GaussianBlur(), "image_u2", rounded).run());
    }

    @Test
    void meansAndMaximaOfImagesAreThoseOfNumPy() {
        assertSame("mean", together(new MeanOfImages(), "image_u2", "other0", "other1"));
        assertSame("max", together(new MaxOfImages(), "image_u2", "other0", "other1"));
        assertSame("max_mixed", together(new MaxOfImages(), "image_i2", "image_u2"));
        assertSame("max_float", together(new MaxOfImages(), "image_f4", "other0"));
    }

    private static Block together(Processor<?> processor, String... images) {
        Trial trial = Trial.of(processor);
        for (String image : images) {
            trial.given("images", "yx", GOLDEN.get(image));
        }
        return trial.run();
    }

    @Test
    void projectionsAreThoseOfNumPy() {
        for (String how : List.of("max", "mean", "sum")) {
            assertSame(
                    "volume_" + how,
                    on(new Projection(), "volume", Map.of("how", how)).run());
        }
        assertSame(
                "signed_sum",
                on(new Projection(), "signed", Map.of("how", "sum")).run());
    }
}
