package org.roimill.processors.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Processor;
import org.roimill.core.space.Region;
import org.roimill.testkit.Trial;

class ManyImagesTest {
    private static Block image(DType type, long[] shape, double value) {
        return Block.zeros(type, Region.ofShape(shape), Arena.ofAuto()).fill(value);
    }

    private static Trial of(Processor<?> processor, String axes, Block... images) {
        Trial trial = Trial.of(processor);
        for (Block image : images) {
            trial.given("images", axes, image);
        }
        return trial;
    }

    @Test
    void theMeanOf65535And1Is32768() {
        long[] shape = {1, 2, 2};
        Block mean = of(new MeanOfImages(), "cyx", image(DType.U16, shape, 65535), image(DType.U16, shape, 1))
                .run();
        assertEquals(DType.F32, mean.dtype());
        assertEquals(32768, mean.get(3));
    }

    @Test
    void theMaximumHasTheSmallestTypeThatHoldsAll() {
        record Case(DType a, DType b, DType max) {}
        for (Case c : List.of(
                new Case(DType.U8, DType.I8, DType.I16),
                new Case(DType.U16, DType.I16, DType.I32),
                new Case(DType.U32, DType.I32, DType.I64),
                new Case(DType.U16, DType.F32, DType.F32),
                new Case(DType.U32, DType.F32, DType.F64),
                new Case(DType.U8, DType.F16, DType.F32),
                new Case(DType.BOOL, DType.BOOL, DType.U8),
                new Case(DType.U64, DType.U8, DType.U64))) {
            Trial trial =
                    of(new MaxOfImages(), "yx", image(c.a, new long[] {1, 1}, 1), image(c.b, new long[] {1, 1}, 0));
            assertEquals(c.max, ((RasterSpec) trial.plan().output("max")).dtype(), c.toString());
            assertEquals(1, trial.run().get(0), c.toString());
        }
    }

    @Test
    void largeIntegersKeepTheirLastBit() {
        Block a = image(DType.I64, new long[] {1, 1}, 0).fillLong((1L << 60) + 1);
        Block b = image(DType.I64, new long[] {1, 1}, 0).fillLong(1L << 60);
        assertEquals((1L << 60) + 1, of(new MaxOfImages(), "yx", b, a).run().getLong(0));
    }

    @Test
    void typesThatNoTypeHoldsAreRefused() {
        Trial trial = of(
                new MaxOfImages(),
                "yx",
                image(DType.U64, new long[] {1, 1}, 1),
                image(DType.I64, new long[] {1, 1}, 1));
        assertTrue(
                assertThrows(RoimillException.class, trial::plan).getMessage().contains("[u64, i64]"));
    }

    @Test
    void differentNumbersOfChannelsAreRefused() {
        Trial trial = of(
                new MeanOfImages(),
                "cyx",
                image(DType.U8, new long[] {2, 3, 3}, 1),
                image(DType.U8, new long[] {3, 3, 3}, 1));
        assertTrue(assertThrows(RoimillException.class, trial::run).getMessage().contains("along c"));
    }

    @Test
    void aPlaneIsLaidOverEachOfAVolume() {
        Trial trial = Trial.of(new MeanOfImages())
                .given("images", "yx", image(DType.U8, new long[] {2, 2}, 10))
                .given("images", "zyx", image(DType.U8, new long[] {3, 2, 2}, 20));
        Block mean = trial.run();
        assertEquals(Region.ofShape(3, 2, 2), mean.region());
        assertEquals(15, mean.get(11));
    }

    @Test
    void sumsBeyondSixtyFourBitsEndAtTheLargestValue() {
        Block high = image(DType.I64, new long[] {3, 1, 2}, 0);
        long[] values = {Long.MAX_VALUE, Long.MAX_VALUE, 1, Long.MAX_VALUE, -5, Long.MIN_VALUE};
        for (int i = 0; i < values.length; i++) {
            high.setLong(i, values[i]);
        }
        Block sum = Trial.of(new Projection())
                .given("image", "zyx", high)
                .with("how", "sum")
                .run();
        assertEquals(Long.MAX_VALUE - 4, sum.getLong(0));
        assertEquals(Long.MAX_VALUE - 1, sum.getLong(1));
        Block most = image(DType.U64, new long[] {2, 1, 1}, 0).fillLong(-1);
        assertEquals(
                -1,
                Trial.of(new Projection())
                        .given("image", "zyx", most)
                        .with("how", "sum")
                        .run()
                        .getLong(0));
        Block least = image(DType.I64, new long[] {2, 1, 1}, 0).fillLong(Long.MIN_VALUE);
        assertEquals(
                Long.MIN_VALUE,
                Trial.of(new Projection())
                        .given("image", "zyx", least)
                        .with("how", "sum")
                        .run()
                        .getLong(0));
    }

    @Test
    void everyAxisButThePlaneCanGo() {
        Block image = image(DType.U8, new long[] {2, 3, 4, 5, 6}, 7);
        for (String axis : List.of("t", "c", "z")) {
            Trial trial =
                    Trial.of(new Projection()).given("image", "tczyx", image).with("along", axis);
            RasterSpec made = (RasterSpec) trial.plan().output("projected");
            assertEquals("tczyx".replace(axis, ""), made.axes().toString());
            assertEquals(7, trial.run().get(0));
        }
    }

    @Test
    void anAxisThatIsNotThereIsRefused() {
        Trial trial = Trial.of(new Projection()).given("image", "yx", image(DType.U8, new long[] {2, 2}, 1));
        assertTrue(
                assertThrows(RoimillException.class, trial::plan).getMessage().contains("no axis 'z'"));
        Trial blur = Trial.of(new GaussianBlur())
                .given("image", "yx", image(DType.U8, new long[] {2, 2}, 1))
                .with("sigma", List.of(1, 1, 1));
        assertTrue(assertThrows(RoimillException.class, blur::plan).getMessage().contains("for each of zyx"));
    }
}
