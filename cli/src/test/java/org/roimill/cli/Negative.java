package org.roimill.cli;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.param.Param;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Work;

/** A processor to be run. */
public final class Negative implements Processor<Negative.Parameters> {
    public record Parameters(
            @Param(help = "What becomes 0.", byDefault = "127", min = 1, max = 255)
            int from) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "negative",
                Family.FILTER,
                1,
                "Bright becomes dark.",
                Parameters.class,
                List.of(Port.one("image", Kind.IMAGE, "()", "any image")),
                List.of(Port.one("negative", Kind.IMAGE, "()", "from minus the image")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        new Subtract(parameters.from()),
                        List.of(plan.input("image")),
                        List.of(plan.output("negative", inputs.raster("image"))))
                .build();
    }

    private record Subtract(int from) implements Work.Kernel {
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
            for (long i = 0; i < in.voxels(); i++) {
                call.out(0).set(i, from - in.get(i));
            }
        }
    }
}
