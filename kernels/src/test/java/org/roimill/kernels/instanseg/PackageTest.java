package org.roimill.kernels.instanseg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.roimill.kernels.instanseg.Scene.GOLDEN;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;

/** Holds everything against the published package: every label, every seed. */
class PackageTest {
    private static Settings settings(Variant variant, String name) {
        return switch (name) {
            case "usual" -> Settings.of(variant);
            case "fragments" -> new Settings(variant, 0.53f, 5, 0.7f, 0.3f, 32, false, 10, 0, 0.5f);
            case "eager" -> new Settings(variant, 0.53f, 2, 0.5f, 0.1f, 32, true, 10, 0, 0.5f);
            case "strict" -> new Settings(variant, 0.4f, 5, 0.7f, 0.3f, 24, true, 60, 0.6f, 0.5f);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void assertSame(String golden, Block found) {
        Block expected = GOLDEN.get(golden);
        assertArrayEquals(Blocks.ints(expected), Blocks.ints(found), golden);
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD,sparse",
        "HEAD,noisy",
        "HEAD,dense",
        "V01,sparse",
        "V01,noisy",
        "V01,dense",
    })
    void labelsAreThoseOfThePackageWholeAndByCells(Variant variant, String scene) {
        Block maps = Scene.maps("maps_" + scene);
        for (String name : new String[] {"usual", "fragments", "eager", "strict"}) {
            PostProcessing work = new PostProcessing(Scene.TWO_SIGMAS, Scene.mlp(scene), settings(variant, name));
            String golden = (variant == Variant.HEAD ? "head_" : "v01_") + scene + "_" + name;
            assertSame(golden, Scene.whole(work, maps));
            assertSame(golden, Scene.byCells(work, maps, null, 41, 37));
        }
    }

    @Test
    void seedsThatAreGivenAreTakenInTheirOrder() {
        Block maps = Scene.maps("maps_sparse");
        PostProcessing work = new PostProcessing(Scene.TWO_SIGMAS, Scene.mlp("sparse"), Settings.of(Variant.HEAD));
        int[] given = Scene.integers(GOLDEN.get("given"));
        assertSame("head_given", Scene.byCells(work, maps, given, 1000, 1000));
        assertSame("head_given", Scene.byCells(work, maps, given, 50, 50));
    }

    @Test
    void theForegroundDecidesWhereSeedsMayBe() {
        Block maps = Scene.maps("maps_sparse", "foreground");
        for (float threshold : new float[] {0.3f, 0.5f}) {
            Settings settings = new Settings(Variant.HEAD, 0.53f, 5, 0.7f, 0.3f, 32, true, 10, 0, threshold);
            PostProcessing work = new PostProcessing(new MapLayout(2, true), Scene.mlp("sparse"), settings);
            assertSame("head_foreground_" + threshold, Scene.whole(work, maps));
        }
    }

    @Test
    void thereMayBeAnyNumberOfSigmasAndAnyWidth() {
        Settings settings = new Settings(Variant.HEAD, 0.53f, 5, 0.7f, 0.2f, 32, true, 10, 0, 0.5f);
        Block all = Scene.maps("maps_sparse");
        for (int sigmas : new int[] {0, 1, 3}) {
            Block maps = sigmas == 0
                    ? Scene.channels(all, 0, 1, 4)
                    : Scene.channels(
                            Scene.maps("maps_sparse", "sigmas_" + sigmas),
                            switch (sigmas) {
                                case 1 -> new long[] {0, 1, 5, 4};
                                default -> new long[] {0, 1, 5, 6, 7, 4};
                            });
            PostProcessing work =
                    new PostProcessing(new MapLayout(sigmas, false), Scene.mlp("sigmas_" + sigmas), settings);
            assertSame("head_sigmas_" + sigmas, Scene.whole(work, maps));
        }
    }

    @Test
    void seedsAreTheFirstOfThePlateaus() {
        Block steps = GOLDEN.get("plateaus");
        Block values = Blocks.zeros(DType.F32, steps.region());
        for (long i = 0; i < steps.voxels(); i++) {
            values.set(i, (float) steps.get(i) / 5f);
        }
        Frame frame = Frame.of(values.region());
        for (int distance : new int[] {1, 2, 3, 5}) {
            int[] found = Seeds.find(values, frame, frame.rect(values.region()), distance, 0.55f);
            assertArrayEquals(Scene.integers(GOLDEN.get("peaks_" + distance)), found, "distance " + distance);
        }
    }

    @Test
    void coordinatesAreThoseOfTorch() {
        for (int n : new int[] {1, 2, 3, 32, 101, 1000}) {
            float[] ramp = new float[n];
            Frame.ramp(0, n, ramp, n);
            assertArrayEquals(Scene.floats(GOLDEN.get("ramp_" + n)), ramp, "of " + n);
        }
    }

    @Test
    void targetsFollowEachOther() {
        Block maps = Scene.maps("maps_sparse", "two_cells");
        PostProcessing work = new PostProcessing(Scene.TWO_SIGMAS, Scene.mlp("sparse"), Settings.of(Variant.HEAD));
        Region plane = maps.region().dims(1, 3);
        Block both = Blocks.zeros(DType.U32, Region.ofShape(2).join(plane));
        for (int target = 0; target < 2; target++) {
            work.label(work.layout().target(maps, target), both.slice(target));
        }
        assertEquals(10, maps.region().size(0));
        assertSame("two_apart", both);
    }
}
