package org.roimill.processors.filters;

import java.util.List;
import org.roimill.core.element.Kind;
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

/** The mean of several images, voxel by voxel: summed in double precision in the order given, stored as f32. */
public final class MeanOfImages implements Processor<MeanOfImages.Parameters> {
    /** None. */
    public record Parameters() {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "mean_of_images",
                Family.FILTER,
                1,
                "The mean of images, voxel by voxel.",
                Parameters.class,
                List.of(Port.many("images", Kind.IMAGE, "()", "on one grid")),
                List.of(Port.one("mean", Kind.IMAGE, "()", "f32")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        Plan.Builder plan = Plan.builder();
        int count = inputs.all("images").size();
        return plan.stage(
                        new Mean(count),
                        plan.inputs("images", inputs),
                        List.of(plan.output(
                                "mean", Together.of("mean_of_images", inputs.rasters("images"), DType.F32))))
                .build();
    }

    private record Mean(int count) implements Work.Kernel {
        private static final int CHUNK = 2048;

        @Override
        public void fill(Call call) {
            Block out = call.out(0);
            double[] sum = new double[CHUNK];
            double[] values = new double[CHUNK];
            for (long i = 0; i < out.voxels(); i += CHUNK) {
                int n = (int) Math.min(CHUNK, out.voxels() - i);
                Convert.load(call.in(0), i, sum, n);
                for (int k = 1; k < count; k++) {
                    Convert.load(call.in(k), i, values, n);
                    add(sum, values, n);
                }
                divide(sum, count, n);
                Convert.store(sum, out, i, n);
            }
        }

        private static void add(double[] sum, double[] values, int n) {
            for (int k = 0; k < n; k++) {
                sum[k] += values[k];
            }
        }

        private static void divide(double[] sum, int by, int n) {
            for (int k = 0; k < n; k++) {
                sum[k] /= by;
            }
        }
    }
}
