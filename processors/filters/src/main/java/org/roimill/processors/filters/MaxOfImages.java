package org.roimill.processors.filters;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Work;

/**
 * The greatest value of several images, voxel by voxel, in their type; where the types differ, in the smallest that
 * holds all of their values. NaN in one image is NaN in the result.
 */
public final class MaxOfImages implements Processor<MaxOfImages.Parameters> {
    /** None. */
    public record Parameters() {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "max_of_images",
                Family.FILTER,
                1,
                "The greatest value of images, voxel by voxel.",
                Parameters.class,
                List.of(Port.many("images", Kind.IMAGE, "()", "on one grid")),
                List.of(Port.one("max", Kind.IMAGE, "()", "in the smallest type that holds them all")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        List<RasterSpec> images = inputs.rasters("images");
        List<DType> types = images.stream().map(RasterSpec::dtype).toList();
        DType type = Greatest.holding(types);
        if (type == null) {
            throw RoimillException.usage(
                    "max_of_images: no type holds all values of images of " + types, "Give images of one type.");
        }
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        new Max(images.size()),
                        plan.inputs("images", inputs),
                        List.of(plan.output("max", Together.of("max_of_images", images, type))))
                .build();
    }

    private record Max(int count) implements Work.Kernel {
        @Override
        public void fill(Call call) {
            Block out = call.out(0);
            Convert.copy(call.in(0), out);
            Greatest greatest = new Greatest();
            for (int k = 1; k < count; k++) {
                greatest.raise(out, 0, call.in(k), 0, out.voxels());
            }
        }
    }
}
