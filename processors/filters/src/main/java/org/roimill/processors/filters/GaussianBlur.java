package org.roimill.processors.filters;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.param.Param;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Length;
import org.roimill.kernels.separable.Gaussian;

/**
 * Smooths by a Gaussian whose weights end at {@code truncate} standard deviations and add up to one; the edge is
 * repeated beyond the edge. Sums are made in double precision and rounded once. One sigma, or two for y and x, smooth
 * each plane by itself; three, for z, y and x, smooth the volume.
 */
public final class GaussianBlur implements Processor<GaussianBlur.Parameters> {
    public record Parameters(
            @Param(
                    help = "standard deviation: one for y and x, two for y, x, three for z, y, x",
                    byDefault = "1",
                    min = 0,
                    max = 10_000,
                    unit = "px or um")
            Length sigma,

            @Param(
                    help = "where the weights end, in standard deviations",
                    byDefault = "4",
                    min = 0,
                    max = 20,
                    above = true)
            double truncate,

            @Param(help = "round to the type of the image instead of giving f32", byDefault = "false")
            boolean keepType) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "gaussian",
                Family.FILTER,
                1,
                "An image smoothed by a Gaussian.",
                Parameters.class,
                List.of(Port.one("image", Kind.IMAGE, "(y,x)", "any image")),
                List.of(Port.one("smoothed", Kind.IMAGE, "(y,x)", "f32, and f64 for f64")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        RasterSpec image = inputs.raster("image");
        Axes over = parameters.sigma().parts().size() == 3 ? Axes.ZYX : Axes.YX;
        if (!image.axes().containsAll(over)) {
            throw RoimillException.usage(
                    "gaussian: sigma " + parameters.sigma() + " is one for each of " + over
                            + ", the image has the axes " + image.axes(),
                    "Give one number, or two for y and x.");
        }
        double[] sigma = parameters.sigma().voxels(image.grid(), over);
        DType made = parameters.keepType() || image.dtype() == DType.F64
                ? image.dtype().made()
                : DType.F32;
        String core = over.has(Axis.Z) ? "(z,y,x)" : "(y,x)";
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        new Blur(sigma, parameters.truncate()),
                        List.of(plan.input("image", core)),
                        List.of(plan.output("smoothed", image.withDtype(made), core)))
                .build();
    }

    private record Blur(double[] sigma, double truncate) implements Work.Kernel {
        @Override
        public Footprint footprint(int input) {
            return Footprint.halo(Gaussian.halo(sigma, truncate));
        }

        @Override
        public Border border(int input) {
            return Border.NEAREST;
        }

        @Override
        public void fill(Call call) {
            Gaussian.filter(call.in(0), sigma, truncate, call.out(0));
        }
    }
}
