package org.roimill.core.registry;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.param.Param;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;

/** A processor that is on the class path of the tests. */
public final class TestInvert implements Processor<TestInvert.Options> {
    public record Options(
            @Param(help = "How strong.", byDefault = "1", min = 0)
            double strength) {}

    @Override
    public Descriptor<Options> descriptor() {
        return new Descriptor<>(
                "test_invert",
                Family.FILTER,
                1,
                "Inverts.",
                Options.class,
                List.of(Port.one("image", Kind.IMAGE, "(y,x)", "What.")),
                List.of(Port.one("image", Kind.IMAGE, "(y,x)", "The inverse.")));
    }

    @Override
    public Plan plan(Options options, Inputs inputs) {
        return Plan.builder().build();
    }
}
