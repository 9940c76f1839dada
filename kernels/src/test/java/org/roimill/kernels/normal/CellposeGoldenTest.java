package org.roimill.kernels.normal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    private static final TileNorm.Smoothing MENDED = new TileNorm.Smoothing(true, 0, false);

    private static TileNorm.Ends[] ends(TileNorm norm, Block image) {
        TileNorm.Ends[] ends = new TileNorm.Ends[norm.rows() * norm.columns()];
        for (int k = 0; k < ends.length; k++) {
            Region tile = norm.tile(k / norm.columns(), k % norm.columns());
            ends[k] = TileNorm.ends(Blocks.cut(image, tile), 1, 99);
        }
        return ends;
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
    @CsvSource({"90x120,50,true,0", "40x44,100,true,0", "96x40,32,true,2", "96x40,32,false,0", "3x30x34,16,true,2"})
    void tilesAreScaledAsCellposeDoes(String name, int block, boolean together, double sigma) {
        Block image = GOLDEN.get("tiles_" + name);
        Block golden = GOLDEN.get("tiled_" + name + "_" + block + (together ? "" : "_each"));
        boolean stack = image.region().dims() == 4;
        long planes = stack ? image.region().size(0) : 1;
        for (int c = 0; c < 2; c++) {
            List<TileNorm.Ends[]> ends = new ArrayList<>();
            long[] side = channel(stack ? image.slice(0) : image, c).region().shape();
            TileNorm norm = new TileNorm(side[0], side[1], block);
            for (long z = 0; z < planes; z++) {
                ends.add(ends(norm, channel(stack ? image.slice(z) : image, c)));
            }
            List<TileNorm.Field> fields = norm.fields(ends, new TileNorm.Smoothing(together, sigma, true));
            for (int z = 0; z < planes; z++) {
                Block plane = channel(stack ? image.slice(z) : image, c);
                Block out = Blocks.zeros(DType.F32, plane.region());
                fields.get(z).apply(plane, false, out);
                double[] expected = Blocks.doubles(channel(stack ? golden.slice(z) : golden, c));
                assertArrayEquals(expected, Blocks.doubles(out), 1e-6, name + " channel " + c);
            }
        }
    }

    /** Planes without any light take the ends of their neighbours, and stay dark; without any such plane all is 0. */
    @Test
    void flatPlanesTakeTheEndsOfTheNearest() {
        TileNorm norm = new TileNorm(20, 20, 10);
        TileNorm.Ends[] flat = new TileNorm.Ends[norm.rows() * norm.columns()];
        TileNorm.Ends[] lit = flat.clone();
        Arrays.fill(flat, new TileNorm.Ends(7, 7));
        Arrays.fill(lit, new TileNorm.Ends(10, 30));
        Block plane = Blocks.zeros(DType.F32, 20, 20);
        Block out = Blocks.zeros(DType.F32, 20, 20);
        TileNorm.Smoothing each = new TileNorm.Smoothing(false, 1, false);
        norm.fields(List.of(flat, flat, lit), each).get(0).apply(plane, false, out);
        assertEquals(-0.5, out.get(0), 1e-6);
        norm.fields(List.of(flat, flat), each).get(0).apply(plane, true, out);
        assertEquals(0, out.get(0));
    }

    /** Light that falls off along both axes is made even. */
    @Test
    void tilesFollowTheLight() {
        Random random = new Random(2);
        Block image = Blocks.zeros(DType.F32, 300, 200);
        for (long y = 0; y < 300; y++) {
            for (long x = 0; x < 200; x++) {
                image.set(image.index(y, x), (1 + y / 100.0) * (1 + x / 100.0) * random.nextDouble());
            }
        }
        for (double mean : corners(image)) {
            assertEquals(0.5, mean, 0.3);
        }
    }

    /** The means of the four corners of 30 pixels. */
    private static double[] corners(Block image) {
        TileNorm norm = new TileNorm(300, 200, 50);
        TileNorm.Field field =
                norm.fields(List.<TileNorm.Ends[]>of(ends(norm, image)), MENDED).getFirst();
        double[] means = new double[4];
        for (int k = 0; k < 4; k++) {
            Region corner = Region.at(new long[] {k / 2 * 270L, k % 2 * 170L}, new long[] {30, 30});
            Block out = Blocks.zeros(DType.F32, corner);
            field.apply(Blocks.cut(image, corner), false, out);
            means[k] = Arrays.stream(Blocks.doubles(out)).average().orElseThrow();
        }
        return means;
    }

    @Test
    void partsOfTheScaledAreTheWhole() {
        Block image = channel(GOLDEN.get("tiles_90x120"), 0);
        TileNorm norm = new TileNorm(90, 120, 50);
        TileNorm.Field field =
                norm.fields(List.<TileNorm.Ends[]>of(ends(norm, image)), MENDED).getFirst();
        Block whole = Blocks.zeros(DType.F32, image.region());
        field.apply(image, false, whole);
        Block parts = Blocks.byBlocks(DType.F32, image.region(), new long[] {37, 41}, part -> {
            Block out = Blocks.zeros(DType.F32, part);
            field.apply(Blocks.cut(image, part), false, out);
            return out;
        });
        assertTrue(Blocks.same(whole, parts));
    }
}
