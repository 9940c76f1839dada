package org.roimill.kernels.instanseg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Region;
import org.roimill.kernels.Blocks;
import org.roimill.kernels.histogram.Quantiles;
import org.roimill.kernels.histogram.Tally;

/** What comes before the network, against the package and torch. */
class RescaleTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.37, 0.5, 0.8, 1.004, 1.3, 2, 3.17})
    void imagesAreThoseOfThePackageAndLabelsGoBack(double scale) {
        Block image = Scene.GOLDEN.get("image");
        Rescale rescale = new Rescale(image.region().size(1), image.region().size(2), scale);
        Block expected = Scene.GOLDEN.get("rescaled_" + text(scale));
        Region whole = Region.ofShape(2).join(rescale.result());
        assertEquals(expected.region(), whole);
        Block out = Blocks.zeros(DType.F32, whole);
        rescale.apply(image, out);
        assertArrayEquals(Blocks.doubles(expected), Blocks.doubles(out), 1e-5);
        Block parts = Blocks.byBlocks(DType.F32, whole, new long[] {1, 7, 5}, part -> {
            Region needed = part.dims(0, 1).join(rescale.inputFor(part.dims(1, 3)));
            Block made = Blocks.zeros(DType.F32, part);
            rescale.apply(Blocks.cut(image, needed), made);
            return made;
        });
        assertTrue(Blocks.same(out, parts));
        Block labels = Blocks.zeros(DType.U32, rescale.result());
        for (long i = 0; i < labels.voxels(); i++) {
            labels.setLong(i, i + 1);
        }
        Block back = Blocks.byBlocks(DType.U32, image.region().dims(1, 3), new long[] {6, 8}, part -> {
            Block made = Blocks.zeros(DType.U32, part);
            rescale.back(Blocks.cut(labels, rescale.labelsFor(part)), made);
            return made;
        });
        assertArrayEquals(Blocks.ints(Scene.GOLDEN.get("back_" + text(scale))), Blocks.ints(back));
    }

    private static String text(double scale) {
        return scale == 2 ? "2" : Double.toString(scale);
    }

    @Test
    void percentilesAreBroughtToZeroAndOne() {
        Block image = Scene.GOLDEN.get("image");
        for (long channel = 0; channel < 2; channel++) {
            Block plane = Blocks.copy(image.slice(channel));
            Quantiles question = Quantiles.of(DType.F32, Input.LOW, Input.HIGH);
            while (!question.done()) {
                Tally tally = question.tally();
                tally.add(plane);
                question = question.refine(tally);
            }
            Input.normalize(plane, (float) question.values()[0], (float) question.values()[1]);
            double[] expected = Blocks.doubles(Scene.GOLDEN.get("normalized").slice(channel));
            for (int i = 0; i < expected.length; i++) {
                expected[i] = Math.clamp(expected[i], -2.0, 3.0);
            }
            assertArrayEquals(expected, Blocks.doubles(plane), 1e-5);
        }
    }

    @Test
    void sidesArePaddedByTurningBack() {
        assertEquals(48, Input.padded(33));
        assertEquals(32, Input.padded(32));
        assertEquals(31, Input.source(33, 33));
        assertEquals(0, Input.source(15, 1));
    }
}
