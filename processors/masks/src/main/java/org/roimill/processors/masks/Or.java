package org.roimill.processors.masks;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;

/** Where any of several labels has an object, as a mask of 0 and 1. */
public final class Or implements Processor<Or.Parameters> {
    /** None. */
    public record Parameters() {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "or",
                Family.MASK,
                1,
                "Where any of several labels has an object.",
                Parameters.class,
                List.of(Port.many("labels", Kind.LABELS, "()", "the first has all axes of the others")),
                List.of(Port.one("any", Kind.LABELS, "()", "0 and 1")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        List<RasterSpec> all = inputs.rasters("labels");
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        new Combined(Combined::either, all.size(), true),
                        plan.inputs("labels", inputs),
                        List.of(plan.output(
                                "any", Overlay.on("or", all.get(0), all).withDtype(DType.U8))))
                .build();
    }
}
