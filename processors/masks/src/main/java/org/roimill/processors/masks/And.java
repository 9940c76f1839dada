package org.roimill.processors.masks;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.param.Param;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;

/** Where all labels have an object: as a mask of 0 and 1, or with the ids of the first. */
public final class And implements Processor<And.Parameters> {
    /** What stands where all have an object. */
    public enum Labels {
        MASK,
        FIRST
    }

    public record Parameters(
            @Param(help = "a mask of 0 and 1, or the ids of the first labels", byDefault = "mask")
            Labels labels) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "and",
                Family.MASK,
                1,
                "Where all of several labels have an object.",
                Parameters.class,
                List.of(Port.many("labels", Kind.LABELS, "()", "the first has all axes of the others")),
                List.of(Port.one("both", Kind.LABELS, "()", "0 and 1, or the ids of the first")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        List<RasterSpec> all = inputs.rasters("labels");
        RasterSpec first = Overlay.on("and", all.get(0), all);
        boolean mask = parameters.labels() == Labels.MASK;
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        new Combined(Combined::keepWithin, all.size(), mask),
                        plan.inputs("labels", inputs),
                        List.of(plan.output("both", mask ? first.withDtype(DType.U8) : first)))
                .build();
    }
}
