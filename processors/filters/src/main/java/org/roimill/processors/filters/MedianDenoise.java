package org.roimill.processors.filters;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.param.Param;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
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
import org.roimill.kernels.rank.Footprint;
import org.roimill.kernels.rank.Rank;

/**
 * The median over a disk around each voxel, plane by plane, exactly and in the type of the image; the edge is repeated
 * beyond the edge. NaN counts as larger than every number.
 */
public final class MedianDenoise implements Processor<MedianDenoise.Parameters> {
    public record Parameters(
            @Param(help = "the radius of the disk", byDefault = "3", min = 1, max = 500, unit = "px")
            int diskRadius) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "denoise_with_median",
                Family.FILTER,
                1,
                "Noise taken away by the median over a disk.",
                Parameters.class,
                List.of(Port.one("image", Kind.IMAGE, "(y,x)", "any image")),
                List.of(Port.one("denoised", Kind.IMAGE, "(y,x)", "in the type of the image")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        RasterSpec image = inputs.raster("image");
        Plan.Builder plan = Plan.builder();
        Median median = new Median(Footprint.disk(parameters.diskRadius()), image.dtype() == DType.F16);
        return plan.stage(
                        median,
                        List.of(plan.input("image")),
                        List.of(plan.output(
                                "denoised", image.withDtype(image.dtype().made()))))
                .build();
    }

    private record Median(Footprint disk, boolean half) implements Work.Kernel {
        @Override
        public Lane lane(int input) {
            return half ? Lane.F32 : Lane.STORED;
        }

        @Override
        public org.roimill.core.processor.Footprint footprint(int input) {
            return org.roimill.core.processor.Footprint.halo(disk.halo());
        }

        @Override
        public Border border(int input) {
            return Border.NEAREST;
        }

        @Override
        public void fill(Call call) {
            Block out = call.out(0);
            Rank.median(call.in(0).as(out.dtype()), disk, out);
        }
    }
}
