package org.roimill.processors.masks;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.param.Param;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;

/**
 * The first labels without what the second cover. As a rule every object of the second takes away, whatever its id: a
 * neighbour's nucleus cuts a hole into this cell. {@code matching_only} lets an object take away from that with its own
 * id alone.
 */
public final class Subtract implements Processor<Subtract.Parameters> {
    public record Parameters(
            @Param(help = "take away only where both have the same id", byDefault = "false")
            boolean matchingOnly) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "subtract",
                Family.MASK,
                1,
                "Labels without what other labels cover.",
                Parameters.class,
                List.of(
                        Port.one("from", Kind.LABELS, "()", "the objects that something is taken from"),
                        Port.one("what", Kind.LABELS, "()", "the objects that are taken away")),
                List.of(Port.one("rest", Kind.LABELS, "()", "what is left, with its ids")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        RasterSpec rest = Overlay.on("subtract", inputs.raster("from"), inputs.rasters("what"));
        Combined.Meeting meeting = parameters.matchingOnly() ? Combined::keepUnequal : Combined::keepOutside;
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        new Combined(meeting, 2, false),
                        List.of(plan.input("from"), plan.input("what")),
                        List.of(plan.output("rest", rest)))
                .build();
    }
}
