package org.roimill.core.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.DType;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;

class ContractTest {
    record None() {}

    private static final Port IMAGE = Port.one("image", Kind.IMAGE, "(y,x)", "What.");

    @ParameterizedTest
    @ValueSource(strings = {"()", "(y,x)", "(z?,y,x)", "(c,z?,y,x)", "(t?)"})
    void coreAxesAreReadAsTheyAreWritten(String text) {
        assertEquals(text, CoreAxes.of(text).toString());
        assertEquals(text.equals("()"), CoreAxes.of(text).isVoxel());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yx", "(x,y)", "(y,y)", "(y x)", "(y,x", "(a)", "(y,?)", "(y??)"})
    void whatIsNoCoreAxesIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> CoreAxes.of(text));
    }

    @Test
    void coreAxesAreThoseThatTheImageHas() {
        CoreAxes core = CoreAxes.of("(z?,y,x)");
        assertEquals(Axes.ZYX, core.within(Axes.CZYX));
        assertEquals(Axes.YX, core.within(Axes.CYX));
        RoimillException e = assertThrows(RoimillException.class, () -> core.within(Axes.of("cx")));
        assertTrue(e.getMessage().contains("'y'"), e.getMessage());
        assertEquals(Axes.NONE, CoreAxes.VOXEL.within(Axes.CZYX));
    }

    @Test
    void footprintsSayWhatIsNeeded() {
        Region out = Region.at(new long[] {4, 4}, new long[] {2, 2});
        Region domain = Region.ofShape(10, 10);
        assertEquals(out, Footprint.POINT.of(out, domain));
        assertEquals(domain, Footprint.WHOLE.of(out, domain));
        assertEquals(out.grow(5, 1), Footprint.halo(5, 1).of(out, domain));
        assertEquals(out.shift(1, 1), Footprint.mapped((o, d) -> o.shift(1, 1)).of(out, domain));
        Footprint uneven = new Footprint.Halo(new long[] {1, 0}, new long[] {0, 2});
        assertEquals(Region.between(new long[] {3, 4}, new long[] {6, 8}), uneven.of(out, domain));
    }

    @Test
    void valuesAreFoundByTheAxesTheyHave() {
        Region outer = Region.at(new long[] {0, 2}, new long[] {2, 3});
        Values<String> values =
                new Values<>(Axes.of("tc"), outer, List.of("t0c2", "t0c3", "t0c4", "t1c2", "t1c3", "t1c4"));
        assertEquals("t1c3", values.at(Axes.of("tcz"), new long[] {1, 3, 99}));
        assertEquals("t0c4", values.at(Axes.of("tc"), new long[] {0, 4}));
        assertThrows(IllegalStateException.class, () -> values.at(Axes.of("tz"), new long[] {0, 4}));
        assertThrows(IndexOutOfBoundsException.class, () -> values.at(Axes.of("tc"), new long[] {0, 5}));
        assertThrows(IndexOutOfBoundsException.class, () -> values.at(Axes.of("tc"), new long[] {1, 1}));
        assertThrows(IllegalArgumentException.class, () -> new Values<>(Axes.of("t"), outer, List.of("a")));
        assertEquals(7, new Values<>(Axes.NONE, Region.ofShape(), List.of(7)).at(Axes.YX, new long[] {3, 4}));
    }

    @Test
    void cellsOfTheLatticeAreAboutAMillionVoxels() {
        for (int dims = 1; dims <= 5; dims++) {
            assertEquals(1 << 20, Region.ofShape(Lattice.cell(dims)).voxels());
        }
        assertEquals(0, Lattice.cell(0).length);
    }

    @Test
    void aDescriptorChecksItself() {
        describe("ring", 1, "Makes rings.", List.of(IMAGE), List.of(IMAGE));
        assertRefused("Ring", 1, "Makes rings.", List.of(IMAGE), List.of(IMAGE));
        assertRefused("ring", 0, "Makes rings.", List.of(IMAGE), List.of(IMAGE));
        assertRefused("ring", 1, " ", List.of(IMAGE), List.of(IMAGE));
        assertRefused("ring", 1, "Makes rings.", List.of(), List.of(IMAGE));
        assertRefused("ring", 1, "Makes rings.", List.of(IMAGE), List.of());
        assertRefused("ring", 1, "Makes rings.", List.of(IMAGE, IMAGE), List.of(IMAGE));
        Port odd = Port.many("An Image", Kind.IMAGE, "()", "What.");
        assertRefused("ring", 1, "Makes rings.", List.of(odd), List.of(IMAGE));
    }

    private static void assertRefused(String id, int version, String summary, List<Port> in, List<Port> out) {
        assertThrows(IllegalArgumentException.class, () -> describe(id, version, summary, in, out));
    }

    private static Descriptor<None> describe(String id, int version, String summary, List<Port> in, List<Port> out) {
        return new Descriptor<>(id, Family.FILTER, version, summary, None.class, in, out);
    }

    @Test
    void aPlanKeepsWhatItWasToldInOrder() {
        RasterSpec spec = RasterSpec.image(Grid.of("yx", 4, 4), DType.U8);
        Inputs inputs = new Inputs(Map.of("image", List.of(spec, spec)), Resources.NONE);
        Plan.Builder builder = Plan.builder();
        Slot out = builder.output("image", spec);
        Slot between = builder.temporary("flow", spec, "(y,x)");
        Work.Kernel kernel = call -> {};
        Plan plan = builder.stage(kernel, builder.inputs("image", inputs), List.of(between))
                .stage(Device.GPU, kernel, List.of(between), List.of(out))
                .build();
        assertEquals(spec, plan.output("image"));
        assertEquals(2, plan.stages().size());
        assertEquals("[image, image[1]]", plan.stages().get(0).in().toString());
        assertEquals("~flow", between.toString());
        assertEquals(CoreAxes.of("(y,x)"), plan.cores().get(between));
        Slot narrowed = builder.input("image", "(z,y,x)");
        assertEquals(CoreAxes.of("(z,y,x)"), builder.build().cores().get(narrowed));
        assertThrows(IllegalStateException.class, () -> builder.output("image", spec));
        assertTrue(inputs.has("image"));
        assertFalse(inputs.has("mask"));
        assertEquals(1, inputs.raster("image").grid().size(Axis.C));
    }
}
