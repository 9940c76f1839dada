package org.roimill.kernels.threshold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;
import org.roimill.kernels.Golden;

/** Thresholds are those of scikit-image, in blocks as in one. */
class ThresholdTest {
    private static final Golden GOLDEN = new Golden(ThresholdTest.class);
    private static final List<String> IMAGES =
            List.of("u1", "u2", "i2", "f4", "f8", "u1_two", "u2_one", "f4_one", "u1_bool");
    private static final double TOLERANCE = 1e-12;

    private static double found(AutoThreshold method, Block image, long... cell) {
        ThresholdSearch search = ThresholdSearch.of(method, image.dtype());
        while (!search.done()) {
            Look all = search.look();
            for (Region part : image.region().cells(cell)) {
                Look look = search.look();
                look.add(Blocks.cut(image, part));
                all.add(Look.fromBytes(look.toBytes()));
            }
            search = search.refine(all);
        }
        return search.value();
    }

    @Test
    void thresholdsAreThoseOfScikitImage() {
        for (AutoThreshold method : AutoThreshold.values()) {
            for (String name : IMAGES) {
                Block image = GOLDEN.get("image_" + name);
                String key = method.name().toLowerCase(Locale.ROOT) + "_" + name;
                double expected = GOLDEN.get(key).get(0);
                for (long[] cell : new long[][] {{1000, 1000}, {7, 11}, {1, 13}}) {
                    assertEquals(expected, found(method, image, cell), TOLERANCE * Math.abs(expected), key);
                }
            }
        }
    }

    @Test
    void wholeNumbersOfMoreBitsAreTakenAsFloats() {
        Block image = GOLDEN.get("image_u2");
        Block wide = Blocks.zeros(DType.I64, image.region());
        Block floats = Blocks.zeros(DType.F64, image.region());
        for (long i = 0; i < image.voxels(); i++) {
            wide.setLong(i, image.getLong(i) * 100_000);
            floats.set(i, image.getLong(i) * 100_000.0);
        }
        for (AutoThreshold method : AutoThreshold.values()) {
            assertEquals(found(method, floats, 9, 9), found(method, wide, 9, 9), method.name());
        }
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        Block image = GOLDEN.get("image_f8");
        Block more = Blocks.zeros(
                DType.F64, image.region().shape()[0] + 1, image.region().shape()[1]);
        image.copyTo(more);
        double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (long i = image.voxels(); i < more.voxels(); i++) {
            more.set(i, odd[(int) (i % 3)]);
        }
        Block nothing = Blocks.zeros(DType.F32, 3, 3).fill(Double.NaN);
        for (AutoThreshold method : AutoThreshold.values()) {
            assertEquals(found(method, image, 99, 99), found(method, more, 99, 99), method.name());
            assertTrue(Double.isNaN(found(method, nothing, 2, 2)), method.name());
        }
    }

    @Test
    void localThresholdsAreThoseOfScikitImage() {
        List<Object[]> cases = new ArrayList<>();
        for (String image : List.of("u2", "f8")) {
            for (int size : new int[] {3, 15, 31}) {
                for (LocalThreshold.Weights weights : LocalThreshold.Weights.values()) {
                    String name = "local_" + image + "_" + weights.name().toLowerCase(Locale.ROOT) + "_" + size;
                    cases.add(new Object[] {name, image, new LocalThreshold(weights, new int[] {size, size}, 0.01)});
                }
            }
        }
        for (LocalThreshold.Weights weights : LocalThreshold.Weights.values()) {
            String name = "local_solid_" + weights.name().toLowerCase(Locale.ROOT);
            cases.add(new Object[] {name, "solid", new LocalThreshold(weights, new int[] {3, 5, 9}, 0)});
        }
        for (Object[] c : cases) {
            Block image = GOLDEN.get("image_" + c[1]);
            LocalThreshold local = (LocalThreshold) c[2];
            Block padded = Blocks.padded(image, local.halo(), Border.REFLECT);
            Block out = Blocks.zeros(DType.F64, image.region());
            local.fill(padded, out);
            double[] expected = Blocks.doubles(GOLDEN.get((String) c[0]));
            double scale = image.dtype() == DType.U16 ? 65536 : 1;
            assertArrayEquals(expected, Blocks.doubles(out), TOLERANCE * scale, (String) c[0]);
        }
    }
}
