package org.roimill.kernels.outline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;
import org.roimill.kernels.Golden;

class OutlinesTest {
    private static final Golden GOLDEN = new Golden(OutlinesTest.class);

    /** Label, x, y of point after point. */
    private static long[] points(Block plane, boolean longest) {
        List<long[]> all = new ArrayList<>();
        Outlines.of(plane, (label, parts) -> {
            Outline best = Outline.longest(parts);
            List<Outline> chosen = !longest ? parts : best == null ? List.of() : List.of(best);
            for (Outline part : chosen) {
                for (int i = 0; i < part.length(); i++) {
                    all.add(new long[] {label, part.x()[i], part.y()[i]});
                }
            }
        });
        return all.stream().flatMapToLong(LongStream::of).toArray();
    }

    private static long[] longs(Block block) {
        return LongStream.range(0, block.voxels()).map(block::getLong).toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"blobs", "noise", "sparse", "rings", "lines", "twins"})
    void outlinesAreThoseOfOpenCvPointByPoint(String name) {
        Block plane = GOLDEN.get(name);
        assertArrayEquals(longs(GOLDEN.get(name + "_found")), points(plane, false));
        assertArrayEquals(longs(GOLDEN.get(name + "_longest")), points(plane, true));
    }

    @Test
    void pointsAreWhereThePlaneIs() {
        Block plane = Blocks.zeros(DType.U32, Region.at(new long[] {100, 200}, new long[] {4, 5}));
        plane.setLong(plane.index(102, 203), 0xFFFFFFFFL);
        assertArrayEquals(new long[] {0xFFFFFFFFL, 203, 102}, points(plane, false));
        assertEquals(0, points(plane, true).length, "a single pixel is too small to be drawn");
    }

    @Test
    void aPlaneWithoutObjectsHasNone() {
        assertEquals(0, points(Blocks.zeros(DType.U32, 7, 3), false).length);
    }
}
