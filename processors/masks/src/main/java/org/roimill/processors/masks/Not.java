package org.roimill.processors.masks;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.pixel.DType;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Work;

/** The background of labels, as a mask of 0 and 1. */
public final class Not implements Processor<Not.Parameters> {
    /** None. */
    public record Parameters() {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "not",
                Family.MASK,
                1,
                "Where labels have no object.",
                Parameters.class,
                List.of(Port.one("labels", Kind.LABELS, "()", "the objects")),
                List.of(Port.one("background", Kind.LABELS, "()", "0 and 1")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        new Inverse(),
                        List.of(plan.input("labels")),
                        List.of(plan.output(
                                "background", inputs.raster("labels").withDtype(DType.U8))))
                .build();
    }

    private record Inverse() implements Work.Kernel {
        @Override
        public Lane lane(int input) {
            return Lane.LABEL;
        }

        @Override
        public void fill(Call call) {
            for (long i = 0; i < call.out(0).voxels(); i++) {
                call.out(0).setLong(i, call.in(0).getLong(i) == 0 ? 1 : 0);
            }
        }
    }
}
