package org.roimill.processors.filters;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.param.Param;
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
import org.roimill.core.processor.Slot;
import org.roimill.core.processor.Work;

/**
 * Stretches each channel from one of its percentiles to another: the lower one becomes 0, the upper one 1, what lies
 * beyond is clipped. Where both percentiles are one value (an image of one value, or a marker that is nearly nowhere),
 * what is above it becomes 1 and the rest 0. NaN stays NaN and takes no part in the percentiles.
 */
public final class Normalize implements Processor<Normalize.Parameters> {
    public record Parameters(
            @Param(help = "this percentile becomes 0", byDefault = "1", min = 0, max = 100, unit = "%")
            double low,

            @Param(help = "this percentile becomes 1", byDefault = "99", min = 0, max = 100, unit = "%")
            double high) {
        public Parameters {
            if (low >= high) {
                throw new IllegalArgumentException("low " + low + " must be less than high " + high);
            }
        }
    }

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "normalize",
                Family.FILTER,
                1,
                "Intensities from 0 to 1, between two percentiles of each channel.",
                Parameters.class,
                List.of(Port.one("image", Kind.IMAGE, "(z?,y,x)", "any image")),
                List.of(Port.one("normalized", Kind.IMAGE, "(z?,y,x)", "from 0 to 1, f32")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        RasterSpec image = inputs.raster("image");
        Plan.Builder plan = Plan.builder();
        Slot in = plan.input("image");
        Slot limits = plan.fold("limits", new PercentileFold(image.dtype(), parameters.low(), parameters.high()), in);
        return plan.stage(
                        new Stretch(),
                        List.of(in, limits),
                        List.of(plan.output("normalized", image.asImage(DType.F32))))
                .build();
    }

    private record Stretch() implements Work.Kernel {
        private static final int CHUNK = 2048;

        @Override
        public void fill(Call call) {
            double[] limits = call.value(1, double[].class);
            double low = limits[0];
            double width = limits[1] - low;
            Block in = call.in(0);
            Block out = call.out(0);
            double[] row = new double[CHUNK];
            long n = in.voxels();
            for (long i = 0; i < n; i += CHUNK) {
                int count = (int) Math.min(CHUNK, n - i);
                Convert.load(in, i, row, count);
                if (width > 0) {
                    stretch(row, count, low, width);
                } else {
                    step(row, count, low);
                }
                Convert.store(row, out, i, count);
            }
        }

        private static void stretch(double[] row, int count, double low, double width) {
            for (int k = 0; k < count; k++) {
                row[k] = Math.min(1, Math.max(0, (row[k] - low) / width));
            }
        }

        private static void step(double[] row, int count, double level) {
            for (int k = 0; k < count; k++) {
                row[k] = Double.isNaN(row[k]) ? Double.NaN : row[k] > level ? 1 : 0;
            }
        }
    }
}
