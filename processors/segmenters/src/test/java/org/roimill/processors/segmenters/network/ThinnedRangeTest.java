package org.roimill.processors.segmenters.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Call;
import org.roimill.core.space.Region;
import org.roimill.testkit.Golden;

/** Percentiles of large images, of a part of their voxels as Cellpose takes it; see oracles. */
class ThinnedRangeTest {
    private static final Block GOLDEN = new Golden(CellposeGoldenTest.class).get("thinned");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aPartOfTheVoxelsIsThatOfCellpose(int row) {
        long[] shape = {(long) told(row, 0), (long) told(row, 1), (long) told(row, 2)};
        double low = told(row, 3);
        double high = told(row, 4);
        Range.Ends thinned = ends(shape, true);
        assertEquals(low, thinned.low(), 0.02);
        assertEquals(high, thinned.high(), 0.02);
        if (row == 0 || row == 2) {
            assertTrue(Math.abs(ends(shape, false).low() - low) > 100);
        }
    }

    private static double told(int row, int column) {
        return GOLDEN.get(5L * row + column);
    }

    private static Range.Ends ends(long[] shape, boolean thin) {
        Region domain = Region.ofShape(shape);
        RangeFold fold = RangeFold.of(DType.U16, List.of(0), false, 1, 99, thin);
        RangeFold.State all = fold.fresh(fold.first());
        for (Region cell : domain.cells(7, 1024, 1001)) {
            RangeFold.State state = fold.fresh(fold.first());
            try (Arena arena = Arena.ofConfined()) {
                fold.add(state, call(domain, picture(cell, arena)));
            }
            fold.merge(all, state);
        }
        return fold.result(all).channels().getFirst();
    }

    private static Block picture(Region cell, Arena arena) {
        Block block = Block.zeros(DType.U16, cell, arena);
        long i = 0;
        for (long z = cell.min(0); z < cell.max(0); z++) {
            for (long y = cell.min(1); y < cell.max(1); y++) {
                for (long x = cell.min(2); x < cell.max(2); x++) {
                    long v = (x * x * 7 + y * y * 13 + z * z * 29 + x * y) % 1009;
                    v += x % 2 == 0 ? 1000 : 0;
                    v += y % 15 == 0 ? 3000 : 0;
                    v += z % 2 == 0 ? 500 : 0;
                    block.setLong(i++, v);
                }
            }
        }
        return block;
    }

    /** A call that knows its block and how much there is. */
    private static Call call(Region domain, Block block) {
        return (Call) Proxy.newProxyInstance(
                Call.class.getClassLoader(),
                new Class<?>[] {Call.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "in" -> block;
                    case "domain" -> domain;
                    case "region" -> block.region();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
