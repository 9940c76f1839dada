package org.roimill.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.memory.Ledger;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.runner.stage.BlockSize;
import org.roimill.runner.stage.Engine;
import org.roimill.runner.stage.Source;
import org.roimill.testkit.Given.Content;

/** Work whose outputs are on other grids than its inputs: fewer axes, other sizes, masks without channels. */
class OtherShapesTest {
    @TestFactory
    Stream<DynamicTest> anAxisThatIsProjectedAway() {
        return ContractSuite.of(new Project(), Map.of());
    }

    @TestFactory
    Stream<DynamicTest> aCoarserGrid() {
        return ContractSuite.of(new Halve(), Map.of());
    }

    @Test
    void aMaskWithoutChannelsIsLaidOverEveryChannel() {
        Given image = new Given("image", Kind.IMAGE, Content.NOISE, Axes.CZYX, List.of(3L, 2L, 20L, 30L), DType.U16, 1);
        Given mask = new Given("mask", Kind.LABELS, Content.BLOBS, Axes.YX, List.of(20L, 30L), DType.U8, 2);
        Job job = new Job(new Mask(), Map.of(), List.of(image, mask));
        try (Ledger ledger = new Ledger(1 << 26)) {
            Outcome outcome = job.run(Engine.single(ledger).withBlocks(new BlockSize(7, 7, 7)));
            outcome.checkSame(job.run(Engine.single(ledger)), "blocks");
            Map<String, List<Source>> sources = job.sources(Arena.ofAuto());
            Block given = read(sources.get("image").get(0));
            Block where = read(sources.get("mask").get(0));
            Block made = outcome.rasters().get("masked");
            for (long[] at : Voxels.of(given.region())) {
                double expected = where.get(where.index(at[2], at[3])) > 0 ? given.get(given.index(at)) : 0;
                assertEquals(expected, made.get(made.index(at)));
            }
        }
    }

    private static Block read(Source source) {
        RasterSpec spec = source.pixels().spec();
        Block block = Block.zeros(spec.dtype(), spec.grid().region(), Arena.ofAuto());
        source.pixels().read(block);
        return block;
    }

    record None() {}

    private static Descriptor<None> descriptor(String id, List<Port> in, Port out) {
        return new Descriptor<>(id, Family.FILTER, 1, "For tests.", None.class, in, List.of(out));
    }

    /** The largest along z. */
    record Project() implements Processor<None>, Work.Kernel {
        @Override
        public Descriptor<None> descriptor() {
            return OtherShapesTest.descriptor(
                    "project",
                    List.of(Port.one("image", Kind.IMAGE, "(z,y,x)", "a volume")),
                    Port.one("projected", Kind.IMAGE, "(y,x)", "a plane"));
        }

        @Override
        public Plan plan(None parameters, Inputs inputs) {
            RasterSpec image = inputs.raster("image");
            Plan.Builder plan = Plan.builder();
            return plan.stage(
                            this,
                            List.of(plan.input("image")),
                            List.of(plan.output(
                                    "projected", image.withGrid(image.grid().drop(Axes.of("z"))))))
                    .build();
        }

        @Override
        public Footprint footprint(int input) {
            return Footprint.mapped((out, domain) -> domain.dims(0, 1).join(out));
        }

        @Override
        public Lane lane(int input) {
            return Lane.F64;
        }

        @Override
        public Lane outLane(int output) {
            return Lane.F64;
        }

        @Override
        public void fill(Call call) {
            Block in = call.in(0);
            Block out = call.out(0).fill(Double.NEGATIVE_INFINITY);
            for (long i = 0; i < in.voxels(); i++) {
                long at = i % out.voxels();
                out.set(at, Math.max(out.get(at), in.get(i)));
            }
        }
    }

    /** Every second voxel, on a grid of half the size. */
    record Halve() implements Processor<None>, Work.Kernel {
        @Override
        public Descriptor<None> descriptor() {
            return OtherShapesTest.descriptor(
                    "halve",
                    List.of(Port.one("image", Kind.IMAGE, "(y,x)", "an image")),
                    Port.one("half", Kind.IMAGE, "(y,x)", "every second voxel"));
        }

        @Override
        public Plan plan(None parameters, Inputs inputs) {
            RasterSpec image = inputs.raster("image");
            Grid grid = image.grid();
            long[] shape = grid.shape();
            double[] step = new double[shape.length];
            for (int d = 0; d < shape.length; d++) {
                boolean halved = grid.axes().get(d) == Axis.Y || grid.axes().get(d) == Axis.X;
                step[d] = halved ? 2 : 1;
                shape[d] = halved ? Math.ceilDiv(shape[d], 2) : shape[d];
            }
            Plan.Builder plan = Plan.builder();
            return plan.stage(
                            this,
                            List.of(plan.input("image")),
                            List.of(plan.output(
                                    "half", image.withGrid(grid.resampled(shape, step, new double[step.length], 1)))))
                    .build();
        }

        @Override
        public Footprint footprint(int input) {
            return Footprint.mapped((out, domain) -> Region.between(
                            new long[] {2 * out.min(0), 2 * out.min(1)}, new long[] {2 * out.max(0), 2 * out.max(1)})
                    .intersect(domain));
        }

        @Override
        public void fill(Call call) {
            Block in = call.in(0);
            Block out = call.out(0);
            long i = 0;
            for (long[] at : Voxels.of(out.region())) {
                long from = in.index(2 * at[0], 2 * at[1]);
                if (out.dtype().isFloating()) {
                    out.set(i++, in.get(from));
                } else {
                    out.setLong(i++, in.getLong(from));
                }
            }
        }
    }

    /** Zero outside of a mask. */
    record Mask() implements Processor<None>, Work.Kernel {
        @Override
        public Descriptor<None> descriptor() {
            return OtherShapesTest.descriptor(
                    "mask",
                    List.of(
                            Port.one("image", Kind.IMAGE, "()", "an image"),
                            Port.one("mask", Kind.LABELS, "()", "labels, with or without its axes")),
                    Port.one("masked", Kind.IMAGE, "()", "zero outside"));
        }

        @Override
        public Plan plan(None parameters, Inputs inputs) {
            Plan.Builder plan = Plan.builder();
            return plan.stage(
                            this,
                            List.of(plan.input("image"), plan.input("mask")),
                            List.of(plan.output("masked", inputs.raster("image"))))
                    .build();
        }

        @Override
        public void fill(Call call) {
            for (long i = 0; i < call.out(0).voxels(); i++) {
                call.out(0).setLong(i, call.in(1).getLong(i) > 0 ? call.in(0).getLong(i) : 0);
            }
        }
    }
}
