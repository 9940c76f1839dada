package org.roimill.processors.segmenters.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.processors.segmenters.cellpose.Cellpose;
import org.roimill.testkit.Golden;
import org.roimill.testkit.Trial;

/** Holds what a network is shown, and what is made of its answers, against Cellpose 3.1.1.3 and 4.1.1. */
class NetworkStageTest {
    private static final Golden THREE = new Golden(NetworkStageTest.class, "cellpose3.npz");
    private static final Golden FOUR = new Golden(NetworkStageTest.class, "cellpose4.npz");
    private static final int SIDE = 64;
    /** Of a value, or of 1 where that is more. */
    private static final double TOLERANCE = 1e-6;

    /** The cases of golden_cellpose_network.py. */
    private static final Map<String, Map<String, Object>> CASES = Map.of(
            "default", Map.of(),
            "percentile", Map.of("percentile", List.of(5, 80.5)),
            "extremes", Map.of("percentile", List.of(0, 100)),
            "lowhigh", Map.of("lowhigh", List.of(3, 200)),
            "each", Map.of("lowhigh", List.of(3, 200, 5, 9, 0, 1)),
            "narrow", Map.of("lowhigh", List.of(0, 1e-4)),
            "reversed", Map.of("lowhigh", List.of(200, 3)));

    static Stream<Arguments> normalised() {
        return Stream.of(3, 4)
                .flatMap(version -> Stream.of("u1", "u2", "f4")
                        .flatMap(image -> CASES.keySet().stream()
                                .sorted()
                                .flatMap(name -> Stream.of(false, true)
                                        .map(invert -> Arguments.of(version, image, name, invert)))));
    }

    @ParameterizedTest
    @MethodSource
    void normalised(int version, String image, String name, boolean invert) {
        Golden golden = golden(version);
        KeepingNetwork network = new KeepingNetwork(version, 3, SIDE);
        Trial trial = trial(network).with("invert", invert);
        CASES.get(name).forEach(trial::with);
        trial.given("image", "cyx", golden.get(image)).runAll();
        assertEquals(1, network.shown().size());
        Block expected = golden.get(image + "_" + name + (invert ? "_inverted" : ""));
        checkShown(expected, network.shown().getFirst(), version);
    }

    /** Cellpose 4 leaves a plane of one value as it is if other planes of its channel have more; ours is 0 as any other. */
    @ParameterizedTest
    @CsvSource({"3,true", "3,false", "4,true", "4,false"})
    void planesOfAStack(int version, boolean together) {
        KeepingNetwork network = new KeepingNetwork(version, 2, SIDE);
        trial(network)
                .with("stitch_threshold", 0.25)
                .with("norm3d", together)
                .given("image", "czyx", golden(version).get("stack"))
                .runAll();
        Block expected = golden(version).get("stack_" + (together ? "together" : "apart"));
        assertEquals(expected.region().size(1), network.shown().size());
        for (int z = 0; z < network.shown().size(); z++) {
            Block plane = plane(expected, z);
            if (version == 4 && !together && z == 1) {
                checkClose(12, plane.slice(1).get(0), "a plane of one value");
                plane.slice(1).fill(0);
            }
            checkShown(plane, network.shown().get(z), version);
        }
    }

    /** Channels that the image does not have are 0. Cellpose scales these zeros by lowhigh, too, and so do we where asked. */
    @ParameterizedTest
    @CsvSource({"3,default", "3,lowhigh", "4,default", "4,lowhigh"})
    void channelsThatAreNotThere(int version, String name) {
        for (boolean invert : new boolean[] {false, true}) {
            Block expected = golden(version).get("absent_" + name + (invert ? "_inverted" : ""));
            Block compatible = middle(version, name, invert, true);
            Block plain = middle(version, name, invert, false);
            int last = version - 2;
            for (int c = 0; c <= last; c++) {
                checkClose(expected.get(c), compatible.get(c), "channel " + c);
                checkClose(c == last ? 0 : expected.get(c), plain.get(c), "channel " + c);
            }
        }
    }

    private static Block middle(int version, String name, boolean invert, boolean compatible) {
        Block image = golden(version).get("u2");
        int given = version - 2;
        Block first = Block.zeros(image.dtype(), image.region().with(0, 0, given), Arena.ofAuto());
        for (long i = 0; i < first.voxels(); i++) {
            first.setLong(i, image.getLong(i));
        }
        KeepingNetwork network = new KeepingNetwork(version, given + 1, 256);
        Trial trial = trial(network).with("invert", invert);
        CASES.get(name).forEach(trial::with);
        if (compatible) {
            trial.with("compatibility", version + ".1.1");
        }
        trial.given("image", "cyx", first).runAll();
        Block tile = network.shown().getFirst();
        Block middle = Block.zeros(DType.F32, Region.ofShape(given + 1), Arena.ofAuto());
        for (long c = 0; c <= given; c++) {
            middle.set(
                    c,
                    tile.get(tile.index(
                            c, tile.region().size(1) / 2, tile.region().size(2) / 2)));
        }
        return middle;
    }

    @ParameterizedTest
    @CsvSource({
        "plain,64,0.1,false,70,90",
        "mirrored,64,0.1,true,70,90",
        "large,224,0.1,false,150,300",
        "large_mirrored,224,0.1,true,230,150",
        "overlapping,256,0.3,false,300,200",
        "single,256,0.1,false,100,40",
        "single_mirrored,256,0.1,true,100,40"
    })
    void tiles(String name, int side, double overlap, boolean augment, int height, int width) {
        for (int version : new int[] {3, 4}) {
            KeepingNetwork network = new KeepingNetwork(version, 2, side);
            Map<String, Block> made = trial(network)
                    .with("normalize", false)
                    .with("tile_overlap", overlap)
                    .with("augment", augment)
                    .given("image", "cyx", picture(height, width))
                    .runAll();
            Block tiles = golden(version).get("tiles_" + name);
            assertEquals(tiles.region().size(0), network.shown().size());
            for (int t = 0; t < network.shown().size(); t++) {
                checkSample(tiles.slice(t), network.shown().get(t), 7, 11, 0, "tile " + t);
            }
            checkSample(golden(version).get("maps_" + name), made.get("flows"), 11, 7, TOLERANCE, "maps");
        }
    }

    private static Golden golden(int version) {
        return version == 3 ? THREE : FOUR;
    }

    /** What comes after the network has to be done, and is not looked at. */
    private static Trial trial(KeepingNetwork network) {
        return Trial.of(new Cellpose())
                .resources(network)
                .with("model", "keeping")
                .with("niter", 1)
                .with("flow_threshold", 0);
    }

    private static Block picture(long height, long width) {
        Block picture = Block.zeros(DType.U8, Region.ofShape(2, height, width), Arena.ofAuto());
        for (long i = 0; i < picture.voxels(); i++) {
            long y = i / width % height;
            long x = i % width;
            picture.setLong(i, (y * 7 + x * 13 + i / (height * width) * 29 + y * x % 17) % 256);
        }
        return picture;
    }

    private static Block plane(Block image, long z) {
        Region region = image.region();
        Block plane = Block.zeros(
                image.dtype(), Region.ofShape(region.size(0), region.size(2), region.size(3)), Arena.ofAuto());
        for (long i = 0; i < plane.voxels(); i++) {
            long inPlane = region.size(2) * region.size(3);
            plane.set(i, image.get((i / inPlane * region.size(1) + z) * inPlane + i % inPlane));
        }
        return plane;
    }

    /** The image within its tile, and nothing around it. */
    private static void checkShown(Block expected, Block tile, int version) {
        TileAxis down = axis(version, expected.region().size(1));
        TileAxis across = axis(version, expected.region().size(2));
        Region inside = Region.ofShape(expected.region().shape());
        long[] at = new long[3];
        for (long i = 0; i < tile.voxels(); i++) {
            long wide = tile.region().size(2);
            at[0] = i / (wide * tile.region().size(1));
            at[1] = i / wide % tile.region().size(1) - down.before();
            at[2] = i % wide - across.before();
            boolean within = at[1] >= 0 && at[2] >= 0 && at[1] < inside.size(1) && at[2] < inside.size(2);
            checkClose(
                    within ? expected.get(expected.index(at)) : 0,
                    tile.get(i),
                    List.of(at[0], at[1], at[2]).toString());
        }
    }

    private static TileAxis axis(int version, long size) {
        TileAxis.Rule rule = version == 3 ? TileAxis.Rule.CELLPOSE3 : TileAxis.Rule.CELLPOSE4;
        return TileAxis.of(rule, size, SIDE, 0.1, false, 16, version == 4);
    }

    private static void checkSample(
            Block expected, Block found, long everyRow, long everyColumn, double tolerance, String what) {
        for (long c = 0; c < expected.region().size(0); c++) {
            for (long y = 0; y < expected.region().size(1); y++) {
                for (long x = 0; x < expected.region().size(2); x++) {
                    double e = expected.get(expected.index(c, y, x));
                    double f = found.get(found.index(c, y * everyRow, x * everyColumn));
                    assertEquals(e, f, tolerance * Math.max(1, Math.abs(e)), what + ": " + c + ", " + y + ", " + x);
                }
            }
        }
    }

    private static void checkClose(double expected, double found, String where) {
        assertEquals(expected, found, TOLERANCE * Math.max(1, Math.abs(expected)), where);
    }
}
