package org.roimill.cli;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.param.Param;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;

/** A processor to be listed and described; nobody runs it. */
public final class Twice implements Processor<Twice.Parameters> {
    public record Parameters(
            @Param(help = "How often.", min = 1, max = 9, unit = "times")
            int count,

            @Param(help = "How much to leave.", byDefault = "0.5", min = 0)
            double rest) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "twice",
                Family.FILTER,
                3,
                "Everything again.",
                Parameters.class,
                List.of(
                        Port.many("images", Kind.IMAGE, "(y,x)", "any images"),
                        Port.optional("mask", Kind.LABELS, "(y,x)", "where")),
                List.of(Port.one("image", Kind.IMAGE, "(y,x)", "the same, again")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        throw new IllegalStateException("nobody runs this");
    }
}
