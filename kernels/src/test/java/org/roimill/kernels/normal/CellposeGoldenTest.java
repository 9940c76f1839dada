package org.roimill.kernels.normal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;
import org.roimill.kernels.Golden;

/** Holds sharpening and the percentiles of tiles against what Cellpose 4.1.1 gives. */
class CellposeGoldenTest {
    private static final Golden GOLDEN = new Golden(CellposeGoldenTest.class, "cellpose4.npz");

    @ParameterizedTest
    @ValueSource(strings = {"32x32", "30x41", "43x28"})
    void sharpIsAsCellposeMakesIt(String name) {
        Block image = GOLDEN.get("image_" + name);
        for (String radii : new String[] {"0_6", "1_0", "2_5", "3.5_12"}) {
            double[] sigma = Arrays.stream(radii.split("_", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            Block out = Blocks.zeros(DType.F32, image.region());
            Sharpen.of((int) image.region().size(0), (int) image.region().size(1), sigma[0], sigma[1])
                    .apply(image, out);
            double[] expected = Blocks.doubles(GOLDEN.get("sharp_" + name + "_" + radii));
            double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            assertArrayEquals(expected, Blocks.doubles(out), 2e-6 * scale, radii);
        }
    }

    @Test
    void partsOfTheSharpAreTheWhole() {
        Random random = new Random(1);
        Block image = Blocks.random(DType.F32, random, 0.1, 1000, 23, 31)
                .at(Region.at(new long[] {5, -7}, new long[] {23, 31}));
        for (double[] sigma : new double[][] {{0, 0}, {0, 3}, {2, 4}}) {
            Sharpen sharpen = Sharpen.of(23, 31, sigma[0], sigma[1]);
            Block whole = Blocks.zeros(DType.F32, image.region());
            sharpen.apply(image, whole);
            Block parts = Blocks.byBlocks(DType.F32, image.region(), new long[] {6, 5}, part -> {
                Block out = Blocks.zeros(DType.F32, part);
                sharpen.apply(image, out);
                return out;
            });
            assertTrue(Blocks.same(whole, parts));
            assertEquals(sigma[1] == 0, Blocks.same(whole, image));
        }
    }

    private static TileNorm.Field field(TileNorm norm, Block image) {
        TileNorm.Ends[] ends = new TileNorm.Ends[norm.rows() * norm.columns()];
        for (int k = 0; k < ends.length; k++) {
            Region tile = norm.tile(k / norm.columns(), k % norm.columns());
            ends[k] = TileNorm.ends(Blocks.cut(image, tile), 1, 99);
        }
        return norm.field(ends);
    }

    private static Block channel(Block image, int c) {
        Region plane = image.region().dims(0, 2);
        Block out = Blocks.zeros(DType.F32, plane);
        for (long i = 0; i < out.voxels(); i++) {
            out.set(i, image.get(2 * i + c));
        }
        return out;
    }

    @ParameterizedTest
    @CsvSource({"90x120,50", "40x44,100", "96x40,32"})
    void tilesAreScaledAsCellposeDoes(String name, int block) {
        Block image = GOLDEN.get("tiles_" + name);
        for (int c = 0; c < 2; c++) {
            Block plane = channel(image, c);
            TileNorm norm = new TileNorm(plane.region().size(0), plane.region().size(1), block, true);
            Block out = Blocks.zeros(DType.F32, plane.region());
            field(norm, plane).apply(plane, out);
            double[] expected = Blocks.doubles(channel(GOLDEN.get("tiled_" + name + "_" + block), c));
            assertArrayEquals(expected, Blocks.doubles(out), 1e-6, name + " channel " + c);
        }
    }

    /** Light that falls off along both axes is made even, which a field of one row of tiles cannot do. */
    @Test
    void mendedTilesFollowTheLightAlongBothAxes() {
        Random random = new Random(2);
        Block image = Blocks.zeros(DType.F32, 300, 200);
        for (long y = 0; y < 300; y++) {
            for (long x = 0; x < 200; x++) {
                image.set(image.index(y, x), (1 + y / 100.0) * (1 + x / 100.0) * random.nextDouble());
            }
        }
        double[] mended = corners(image, false);
        double[] first = corners(image, true);
        for (double mean : mended) {
            assertEquals(0.5, mean, 0.3);
        }
        assertTrue(first[2] > 1);
    }

    /** The means of the four corners of 30 pixels. */
    private static double[] corners(Block image, boolean asCellpose) {
        TileNorm norm = new TileNorm(300, 200, 50, asCellpose);
        TileNorm.Field field = field(norm, image);
        double[] means = new double[4];
        for (int k = 0; k < 4; k++) {
            Region corner = Region.at(new long[] {k / 2 * 270L, k % 2 * 170L}, new long[] {30, 30});
            Block out = Blocks.zeros(DType.F32, corner);
            field.apply(Blocks.cut(image, corner), out);
            means[k] = Arrays.stream(Blocks.doubles(out)).average().orElseThrow();
        }
        return means;
    }

    @Test
    void partsOfTheScaledAreTheWhole() {
        Block image = channel(GOLDEN.get("tiles_90x120"), 0);
        TileNorm.Field field = field(new TileNorm(90, 120, 50, false), image);
        Block whole = Blocks.zeros(DType.F32, image.region());
        field.apply(image, whole);
        Block parts = Blocks.byBlocks(DType.F32, image.region(), new long[] {37, 41}, part -> {
            Block out = Blocks.zeros(DType.F32, part);
            field.apply(Blocks.cut(image, part), out);
            return out;
        });
        assertTrue(Blocks.same(whole, parts));
    }
}
