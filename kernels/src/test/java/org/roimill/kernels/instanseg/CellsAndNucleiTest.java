package org.roimill.kernels.instanseg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;
import org.roimill.kernels.instanseg.CellsAndNuclei.Options;

/** Nuclei and cells against the package, and by parts as in one. */
class CellsAndNucleiTest {
    private static Block labels(String name) {
        Block stored = Scene.GOLDEN.get(name);
        Block labels = Blocks.zeros(DType.U32, stored.region());
        for (long i = 0; i < stored.voxels(); i++) {
            labels.setLong(i, stored.getLong(i));
        }
        return labels;
    }

    private static Block resolve(Block pair, Options options, long... cell) {
        Block nuclei = pair.slice(0);
        Block cells = pair.slice(1);
        List<Region> parts = new ArrayList<>();
        nuclei.region().cells(cell).forEach(parts::add);
        List<Shared> counts = new ArrayList<>();
        for (Region part : parts) {
            Shared shared = Shared.count(Blocks.cut(nuclei, part), Blocks.cut(cells, part));
            counts.add(Shared.fromBytes(shared.toBytes()));
        }
        List<CellsAndNuclei> decisions = CellsAndNuclei.decide(counts, options);
        Block out = Blocks.zeros(DType.U32, pair.region());
        for (int i = 0; i < parts.size(); i++) {
            Block nucleiOut = Blocks.zeros(DType.U32, parts.get(i));
            Block cellsOut = Blocks.zeros(DType.U32, parts.get(i));
            CellsAndNuclei.fromBytes(decisions.get(i).toBytes())
                    .apply(Blocks.cut(nuclei, parts.get(i)), Blocks.cut(cells, parts.get(i)), nucleiOut, cellsOut);
            nucleiOut.copyTo(out.slice(0));
            cellsOut.copyTo(out.slice(1));
        }
        return out;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "7", "19", "30", "56", "bare", "empty", "nothing"})
    void idsAreThoseOfThePackage(String name) {
        long[] expected = Blocks.ints(Scene.GOLDEN.get("resolved_" + name));
        Block pair = labels("pair_" + name);
        assertArrayEquals(expected, Blocks.ints(resolve(pair, Options.PACKAGE, 1000, 1000)));
        assertArrayEquals(expected, Blocks.ints(resolve(pair, Options.PACKAGE, 17, 23)));
    }

    @Test
    void theGraphResolvesItsTwoTargetsAlike() {
        Block apart = Scene.GOLDEN.get("two_apart");
        long[] expected = Blocks.ints(Scene.GOLDEN.get("two_resolved"));
        assertArrayEquals(expected, Blocks.ints(resolve(apart, Options.PACKAGE, 64, 64)));
    }

    @Test
    void whatIsLeftOfACellThatNucleiTookIsDropped() {
        Block pair = Blocks.zeros(DType.U32, 2, 2, 6);
        long[] nuclei = {0, 7, 7, 7, 7, 0, 0, 7, 7, 7, 7, 0};
        long[] cells = {0, 0, 0, 3, 3, 3, 0, 0, 0, 3, 3, 3};
        for (int i = 0; i < nuclei.length; i++) {
            pair.setLong(i, nuclei[i]);
            pair.setLong(12 + i, cells[i]);
        }
        long[] dropped = {0, 1, 1, 1, 1, 0};
        long[] kept = {0, 1, 1, 1, 1, 2};
        assertArrayEquals(dropped, row(resolve(pair, Options.USUAL, 1, 4)));
        assertArrayEquals(kept, row(resolve(pair, Options.PACKAGE, 1, 4)));
    }

    @Test
    void severalNucleiMayStayInTheirCell() {
        Block pair = Blocks.zeros(DType.U32, 2, 1, 6);
        long[] values = {4, 4, 9, 0, 8, 0, 5, 5, 5, 5, 5, 5};
        for (int i = 0; i < values.length; i++) {
            pair.setLong(i, values[i]);
        }
        Block out = resolve(pair, new Options(false, true), 1, 2);
        assertArrayEquals(new long[] {1, 1, 3, 0, 2, 0, 1, 1, 1, 1, 1, 1}, Blocks.ints(out));
    }

    private static long[] row(Block out) {
        return Arrays.copyOf(Blocks.ints(out.slice(1)), 6);
    }

    @Test
    void theOrderOfPartsDoesNotMatterAndDamageIsNoticed() {
        Block pair = labels("pair_7");
        Shared a = Shared.count(pair.slice(0), pair.slice(1));
        Shared b = Shared.count(pair.slice(1), pair.slice(0));
        byte[] sum = Shared.sum(List.of(a, b)).toBytes();
        assertArrayEquals(sum, Shared.sum(List.of(b, a)).toBytes());
        assertEquals(a.size(), Shared.fromBytes(a.toBytes()).size());
        assertThrows(RoimillException.class, () -> Shared.fromBytes(Arrays.copyOf(sum, sum.length - 1)));
    }
}
