package org.example.invert;

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

/** Bright becomes dark: each voxel is taken from a ceiling. */
public final class Invert implements Processor<Invert.Parameters> {
    public record Parameters(@Param(help = "what becomes 0", byDefault = "1") double ceiling) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "invert",
                Family.FILTER,
                1,
                "Bright becomes dark and dark becomes bright.",
                Parameters.class,
                List.of(Port.one("image", Kind.IMAGE, "()", "any image")),
                List.of(Port.one("inverted", Kind.IMAGE, "()", "ceiling minus image, in the same type")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        new Subtract(parameters.ceiling()),
                        List.of(plan.input("image")),
                        List.of(plan.output("inverted", inputs.raster("image"))))
                .build();
    }

    private record Subtract(double ceiling) implements Work.Kernel {
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
            Block out = call.out(0);
            for (long i = 0; i < in.voxels(); i++) {
                out.set(i, ceiling - in.get(i));
            }
        }
    }
}
