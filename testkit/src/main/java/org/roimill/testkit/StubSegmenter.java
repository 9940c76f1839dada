package org.roimill.testkit;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.network.Network;
import org.roimill.core.param.ModelRef;
import org.roimill.core.param.Param;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Device;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Slot;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/**
 * The smallest thing with the shape of a real segmenter: a network stage that runs best on a GPU makes a map, which
 * nobody else sees, and a stage on the CPU makes a mask of it.
 */
public final class StubSegmenter implements Processor<StubSegmenter.Parameters> {
    public record Parameters(
            @Param(help = "the network", byDefault = "stub") ModelRef model) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "stub_segmenter",
                Family.SEGMENTER,
                1,
                "A network between two stages, for tests.",
                Parameters.class,
                List.of(Port.one("image", Kind.IMAGE, "(y,x)", "any image")),
                List.of(Port.one("mask", Kind.LABELS, "(y,x)", "where the network's answer is above one")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        Network network = inputs.resources().network(parameters.model());
        Plan.Builder plan = Plan.builder();
        Slot map = plan.temporary("map", inputs.raster("image").withDtype(DType.F32), "(y,x)");
        return plan.stage(Device.GPU, new Infer(network), List.of(plan.input("image")), List.of(map))
                .stage(
                        new Threshold(),
                        List.of(map),
                        List.of(plan.output("mask", inputs.raster("image").asLabels(DType.I32))))
                .build();
    }

    private record Infer(Network network) implements Work.Kernel {
        private static final long HALO = 1;

        @Override
        public Lane lane(int input) {
            return Lane.F32;
        }

        @Override
        public Footprint footprint(int input) {
            return Footprint.halo(HALO, HALO);
        }

        @Override
        public Border border(int input) {
            return Border.ZERO;
        }

        @Override
        public long scratchBytes(Region output) {
            return output.grow(HALO, HALO).voxels() * Float.BYTES;
        }

        @Override
        public void fill(Call call) {
            Block in = call.in(0);
            Region tensor =
                    Region.ofShape(1, 1, in.region().size(0), in.region().size(1));
            Block answer = call.scratch(DType.F32, in.region());
            network.run(List.of(in.reshaped(tensor)), List.of(answer.reshaped(tensor)));
            answer.copyTo(call.out(0));
        }
    }

    private record Threshold() implements Work.Kernel {
        @Override
        public void fill(Call call) {
            for (long i = 0; i < call.out(0).voxels(); i++) {
                call.out(0).setLong(i, call.in(0).get(i) > 1 ? 1 : 0);
            }
        }
    }
}
