package org.roimill.processors.segmenters.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.histogram.Quantiles;
import org.roimill.kernels.histogram.Tally;
import org.roimill.kernels.resize.Resize;
import org.roimill.testkit.Golden;

/** What comes before the network, and what brings labels back, against InstanSeg's package and torch. */
class InstanSegGoldenTest {
    private static final Golden GOLDEN = new Golden(InstanSegGoldenTest.class, "instanseg.npz");

    private static Block zeros(DType type, Region region) {
        return Block.zeros(type, region, Arena.ofAuto());
    }

    private static Block cut(Block block, Region region) {
        Block cut = zeros(block.dtype(), region);
        block.copyTo(cut, region);
        return cut;
    }

    /** Scales that differ from one by no more than a hundredth are none. */
    private static Resampling resampling(Block image, Block expected, double scale) {
        double step = Math.abs(scale - 1) <= 0.01 ? 1 : 1 / scale;
        return new Resampling(List.of(
                new LinearAxis(image.region().size(1), expected.region().size(1), step),
                new LinearAxis(image.region().size(2), expected.region().size(2), step)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.37", "0.5", "0.8", "1.004", "1.3", "2", "3.17"})
    void imagesAreThoseOfThePackageWholeAndInParts(String scale) {
        Block image = GOLDEN.get("image");
        Block expected = GOLDEN.get("rescaled_" + scale);
        Resampling resampling = resampling(image, expected, Double.parseDouble(scale));
        for (long c = 0; c < 2; c++) {
            Block plane = image.slice(c);
            Block out = zeros(DType.F32, expected.region().dims(1, 3));
            resampling.apply(plane, out, (row, n) -> {});
            for (long i = 0; i < out.voxels(); i++) {
                double value = expected.slice(c).get(i);
                assertEquals(value, out.get(i), 1e-5, scale + " " + i);
            }
            Region part = out.region();
            for (int d = 0; d < 2; d++) {
                part = part.with(d, part.max(d) / 3, part.max(d) - 2);
            }
            Block made = zeros(DType.F32, part);
            resampling.apply(cut(plane, resampling.source(part)), made, (row, n) -> {});
            assertEquals(-1, cut(out, part).data().mismatch(made.data()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.37", "0.5", "0.8", "1.004", "1.3", "2", "3.17"})
    void labelsComeBackAsTorchBringsThem(String scale) {
        Region small = GOLDEN.get("rescaled_" + scale).region().dims(1, 3);
        Block expected = GOLDEN.get("back_" + scale);
        Block labels = zeros(DType.U32, small);
        for (long i = 0; i < labels.voxels(); i++) {
            labels.setLong(i, i + 1);
        }
        Block back = zeros(DType.U32, expected.region());
        Resize.of(small.shape(), expected.region().shape(), Resize.Method.BELOW).apply(labels, back);
        for (long i = 0; i < back.voxels(); i++) {
            assertEquals(expected.getLong(i), back.getLong(i), scale + " " + i);
        }
    }

    @Test
    void percentilesAreBroughtToZeroAndOne() {
        Block image = GOLDEN.get("image");
        for (long channel = 0; channel < 2; channel++) {
            Block plane = image.slice(channel);
            Quantiles question = Quantiles.of(DType.F32, 0.1, 99.9);
            while (!question.done()) {
                Tally tally = question.tally();
                tally.add(plane);
                question = question.refine(tally);
            }
            float[] values = new float[(int) plane.voxels()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) plane.get(i);
            }
            Range.Ends ends = new Range.Ends((float) question.values()[0], (float) question.values()[1], false);
            Scaling.INSTANSEG.apply(values, values.length, ends, false);
            Block expected = GOLDEN.get("normalized").slice(channel);
            for (int i = 0; i < values.length; i++) {
                assertEquals(Math.clamp(expected.get(i), -2.0, 3.0), values[i], 1e-5);
            }
        }
    }
}
