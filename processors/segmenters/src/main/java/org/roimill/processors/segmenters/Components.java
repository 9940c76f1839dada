package org.roimill.processors.segmenters;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.param.Param;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.kernels.labelling.Connectivity;
import org.roimill.processors.segmenters.objects.ConnectedParts;

/** Numbers the connected parts of what is brighter than a threshold, in the order of their first voxels. */
public final class Components implements Processor<Components.Parameters> {
    public record Parameters(
            @Param(help = "what is brighter than this is foreground", byDefault = "0")
            double threshold,

            @Param(help = "voxels that touch by faces, by edges or by corners are connected", byDefault = "faces")
            Connectivity connectivity,

            @Param(help = "smaller parts are dropped", byDefault = "1", min = 1, unit = "voxels")
            long minSize) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "components",
                Family.SEGMENTER,
                1,
                "Connected parts of what is brighter than a threshold.",
                Parameters.class,
                List.of(Port.one("image", Kind.IMAGE, "(z?,y,x)", "a mask, a probability, any image")),
                List.of(Port.one("labels", Kind.LABELS, "(z?,y,x)", "ids from 1, in raster order")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        new ConnectedParts(parameters.threshold(), parameters.connectivity(), parameters.minSize()),
                        List.of(plan.input("image")),
                        List.of(plan.output("labels", inputs.raster("image").asLabels(DType.U32))))
                .build();
    }
}
