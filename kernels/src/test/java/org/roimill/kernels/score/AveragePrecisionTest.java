package org.roimill.kernels.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;
import org.roimill.kernels.Golden;

/** Holds counts against what {@code cellpose.metrics.average_precision} of 4.1.1 gives. */
class AveragePrecisionTest {
    private static final Golden FOUR = new Golden(AveragePrecisionTest.class, "cellpose4.npz");
    private static final double[] THRESHOLDS = {0.1, 0.3, 0.5, 0.75, 0.9, 1};

    static IntStream pairs() {
        return IntStream.range(0, (int) FOUR.get("count").getLong(0));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void countsAreThoseOfCellpose(int pair) {
        double[] thresholds = Blocks.doubles(FOUR.get("thresholds"));
        Block expected = FOUR.get("scores_" + pair);
        List<Score> found = AveragePrecision.of(FOUR.get("truth_" + pair), FOUR.get("found_" + pair), thresholds);
        for (int t = 0; t < thresholds.length; t++) {
            Score score = found.get(t);
            assertEquals((float) expected.get(expected.index(0, t)), (float) score.ap());
            assertEquals(expected.get(expected.index(1, t)), (double) score.tp());
            assertEquals(expected.get(expected.index(2, t)), (double) score.fp());
            assertEquals(expected.get(expected.index(3, t)), (double) score.fn());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void namesOfObjectsDoNotMatter(int seed) {
        Random random = new Random(seed);
        Block truth = Blocks.discs(random, 60, 7, 70, 90);
        Block found = Blocks.discs(random, 80, 6, 70, 90);
        List<Score> scores = AveragePrecision.of(truth, found, THRESHOLDS);
        assertTrue(scores.getFirst().tp() > 0);
        assertEquals(scores, AveragePrecision.of(renamed(random, truth), renamed(random, found), THRESHOLDS));
    }

    /** Some ids are above 2^31. */
    private static Block renamed(Random random, Block labels) {
        List<Long> names = new ArrayList<>();
        for (long id = 1; id <= 100; id++) {
            names.add(id * 42_000_000L);
        }
        Collections.shuffle(names, random);
        Block out = Blocks.zeros(DType.U32, labels.region());
        for (long i = 0; i < labels.voxels(); i++) {
            long id = labels.getLong(i);
            out.setLong(i, id == 0 ? 0 : names.get((int) id - 1));
        }
        return out;
    }

    @Test
    void truthAndFoundCanChangePlaces() {
        Random random = new Random(9);
        Block truth = Blocks.discs(random, 60, 7, 20, 30, 25);
        Block found = Blocks.discs(random, 50, 7, 20, 30, 25);
        List<Score> swapped = AveragePrecision.of(found, truth, THRESHOLDS).stream()
                .map(s -> new Score(s.threshold(), s.tp(), s.fn(), s.fp()))
                .toList();
        assertEquals(AveragePrecision.of(truth, found, THRESHOLDS), swapped);
    }

    @Test
    void blocksAddUp() {
        Random random = new Random(10);
        Block truth = Blocks.discs(random, 60, 7, 70, 90);
        Block found = Blocks.discs(random, 60, 7, 70, 90);
        AveragePrecision pieces = new AveragePrecision();
        for (Region part : truth.region().cells(new long[] {13, 32})) {
            pieces.add(Blocks.cut(truth, part), Blocks.cut(found, part));
        }
        assertEquals(AveragePrecision.of(truth, found, THRESHOLDS), pieces.at(THRESHOLDS));
    }

    /** Each found object is shifted by half, so that all hang together in one chain of 200000. */
    @Test
    void manyObjectsInOneChain() {
        int n = 100_000;
        Block truth = Blocks.zeros(DType.U32, 4L * n + 2);
        Block found = Blocks.zeros(DType.I32, 4L * n + 2);
        for (int i = 0; i < 4 * n; i++) {
            truth.setLong(i, i / 4 + 1);
            found.setLong(i + 2, i / 4 + 1);
        }
        List<Score> scores = AveragePrecision.of(truth, found, 0.3, 0.5);
        assertEquals(List.of(new Score(0.3, n, 0, 0), new Score(0.5, 0, n, n)), scores);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Block labels = Blocks.zeros(DType.U32, 3, 4);
        Block floats = Blocks.zeros(DType.F32, 3, 4);
        Block other = Blocks.zeros(DType.U32, 4, 3);
        assertThrows(IllegalArgumentException.class, () -> AveragePrecision.of(labels, floats, 0.5));
        assertThrows(IllegalArgumentException.class, () -> AveragePrecision.of(labels, other, 0.5));
        assertThrows(IllegalArgumentException.class, () -> AveragePrecision.of(labels, labels, 0));
        assertThrows(IllegalArgumentException.class, () -> AveragePrecision.of(labels, labels, Double.NaN));
    }
}
