package org.roimill.processors.masks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Processor;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.core.space.Unit;
import org.roimill.testkit.Golden;
import org.roimill.testkit.Trial;

/** Holds the mask builders against what NumPy, SciPy and scikit-image give. */
class GoldenTest {
    private static final Golden GOLDEN = new Golden(GoldenTest.class);

    private static void assertSame(String name, Block found) {
        Block expected = GOLDEN.get(name);
        assertEquals(expected.dtype(), found.dtype(), name);
        assertEquals(expected.region(), found.region(), name);
        assertEquals(-1, expected.data().mismatch(found.data()), name);
    }

    private static Trial two(Processor<?> processor, String a, Block first, String b, Block second) {
        return Trial.of(processor).given(a, "yx", first).given(b, "yx", second);
    }

    @Test
    void ringsAreThoseOfPlexPipeInTheTypeOfTheLabels() {
        Map<String, double[]> radii = Map.of(
                "8_2", new double[] {8, 2},
                "7_2", new double[] {7, 2},
                "0_-1", new double[] {0, -1},
                "-1_-3", new double[] {-1, -3},
                "2_-2", new double[] {2, -2},
                "3_0", new double[] {3, 0},
                "2.5_-1.5", new double[] {2.5, -1.5});
        radii.forEach((name, r) -> {
            Block found = Trial.of(new RingMask())
                    .given("labels", "yx", GOLDEN.get("nuclei"))
                    .with("rad_bigger", r[0])
                    .with("rad_smaller", r[1])
                    .run();
            assertEquals(DType.I32, found.dtype());
            assertSame("ring_" + name, found);
        });
    }

    @Test
    void radiiInMicrometresAreThoseInVoxels() {
        Block nuclei = GOLDEN.get("nuclei");
        Grid grid =
                Grid.of("yx", nuclei.region().shape()).withSpacing(Map.of(Axis.Y, 0.25, Axis.X, 0.25), Unit.find("um"));
        Block found = Trial.of(new RingMask())
                .given("labels", grid, nuclei)
                .with("rad_bigger", "2 um")
                .with("rad_smaller", "0.5 um")
                .run();
        assertSame("ring_8_2", found);
    }

    @Test
    void labelsLessLabelsAreThoseOfPlexPipe() {
        Trial trial = two(new Subtract(), "from", GOLDEN.get("cells"), "what", GOLDEN.get("moved"));
        assertSame("subtracted", trial.run());
        assertSame("subtracted_matching", trial.with("matching_only", true).run());
    }

    @Test
    void labelsTimesLabelsAreThoseOfNumPy() {
        Trial trial = two(new Multiply(), "labels", GOLDEN.get("cells"), "within", GOLDEN.get("moved"));
        assertSame("masked", trial.run());
        assertSame("product", trial.with("mode", "product").run());
    }

    @Test
    void logicIsThatOfNumPy() {
        for (String name : List.of("and", "or")) {
            Block first = GOLDEN.get(name.equals("and") ? "cells" : "nuclei");
            Trial trial = Trial.of(name.equals("and") ? new And() : new Or())
                    .given("labels", "yx", first)
                    .given("labels", "yx", GOLDEN.get("moved"));
            assertSame(name, trial.run());
        }
        assertSame(
                "not",
                Trial.of(new Not()).given("labels", "yx", GOLDEN.get("cells")).run());
        Trial first = Trial.of(new And())
                .given("labels", "yx", GOLDEN.get("cells"))
                .given("labels", "yx", GOLDEN.get("moved"))
                .with("labels", "first");
        assertSame("masked", first.run());
    }

    @Test
    void blobsAreThoseOfScikitImage() {
        Block shapes = GOLDEN.get("shapes");
        for (String edge : List.of("any", "half")) {
            assertSame("blob_" + edge + "_small", blob(shapes, edge, 50, 50, 5));
            assertSame("blob_" + edge + "_wide", blob(shapes, edge, 100, 130, 3));
            assertSame("blob_" + edge + "_same", blob(shapes, edge, 210, 260, 2));
            Block part = Block.zeros(DType.U8, Region.ofShape(60, 70), Arena.ofAuto());
            shapes.copyTo(part);
            assertSame("blob_" + edge + "_up", blob(part, edge, 100, 100, 4));
        }
    }

    private static Block blob(Block labels, String edge, int height, int width, int radius) {
        return Trial.of(new Blob())
                .given("labels", "yx", labels)
                .with("edge", edge)
                .with("work_shape", List.of(height, width))
                .with("radius", radius)
                .run();
    }
}
