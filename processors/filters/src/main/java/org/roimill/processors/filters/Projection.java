package org.roimill.processors.filters;

import java.util.Arrays;
import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.param.Param;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
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

/**
 * All planes along one axis made into one. {@code max} keeps the type. {@code mean} is f32, of f64 images f64. {@code
 * sum} is u64 for unsigned and i64 for signed integers, exact, and kept at the end of that type where it is beyond it;
 * of floating images it is f64. Floating sums run in the order of the planes.
 */
public final class Projection implements Processor<Projection.Parameters> {
    /** The axis that goes. */
    public enum Along {
        Z(Axis.Z),
        T(Axis.T),
        C(Axis.C);

        private final Axis axis;

        Along(Axis axis) {
            this.axis = axis;
        }
    }

    /** What becomes of the voxels in a column. */
    public enum How {
        MAX,
        MEAN,
        SUM
    }

    public record Parameters(
            @Param(help = "the axis that goes", byDefault = "z")
            Along along,

            @Param(help = "what becomes of the voxels along it", byDefault = "max")
            How how) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "project",
                Family.FILTER,
                1,
                "The maximum, mean or sum along one axis.",
                Parameters.class,
                List.of(Port.one("image", Kind.IMAGE, "(y,x)", "an image that has the axis")),
                List.of(Port.one("projected", Kind.IMAGE, "(y,x)", "the image without it")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        RasterSpec image = inputs.raster("image");
        Axis axis = parameters.along().axis;
        if (!image.axes().has(axis)) {
            throw RoimillException.usage(
                    "project: the image has no axis '" + axis.letter() + "', its axes are " + image.axes(),
                    "Leave the step out, or project along another axis.");
        }
        if (image.grid().size(axis) == 0) {
            throw RoimillException.usage(
                    "project: the image is empty along '" + axis.letter() + "': " + image.grid(), null);
        }
        RasterSpec projected = image.withDtype(type(parameters.how(), image.dtype()))
                .withChannels(axis == Axis.C ? List.of() : image.channels())
                .withGrid(image.grid().drop(Axes.of(List.of(axis))));
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        new Column(parameters.how()),
                        List.of(plan.input("image", "(" + axis.letter() + ",y,x)")),
                        List.of(plan.output("projected", projected)))
                .build();
    }

    private static DType type(How how, DType type) {
        return switch (how) {
            case MAX -> type.made();
            case MEAN -> type == DType.F64 ? DType.F64 : DType.F32;
            case SUM -> type.isFloating() ? DType.F64 : type.isUnsigned() ? DType.U64 : DType.I64;
        };
    }

    private record Column(How how) implements Work.Kernel {
        private static final int CHUNK = 2048;

        @Override
        public Footprint footprint(int input) {
            return Footprint.mapped((out, domain) -> domain.dims(0, 1).join(out));
        }

        @Override
        public void fill(Call call) {
            Block in = call.in(0);
            Block out = call.out(0);
            if (how == How.MAX) {
                max(in, out);
            } else if (how == How.SUM && in.dtype().isInteger()) {
                exactSum(in, out);
            } else {
                sum(in, out, how == How.MEAN ? (double) in.region().size(0) : 1);
            }
        }

        private static void max(Block in, Block out) {
            Greatest greatest = new Greatest();
            Convert.copy(in.slice(in.region().min(0)), out);
            for (long i = out.voxels(); i < in.voxels(); i += out.voxels()) {
                greatest.raise(out, 0, in, i, out.voxels());
            }
        }

        private static void sum(Block in, Block out, double by) {
            double[] sum = new double[CHUNK];
            double[] values = new double[CHUNK];
            for (long i = 0; i < out.voxels(); i += CHUNK) {
                int n = (int) Math.min(CHUNK, out.voxels() - i);
                Convert.load(in, i, sum, n);
                for (long j = i + out.voxels(); j < in.voxels(); j += out.voxels()) {
                    Convert.load(in, j, values, n);
                    for (int k = 0; k < n; k++) {
                        sum[k] += values[k];
                    }
                }
                for (int k = 0; k < n; k++) {
                    sum[k] /= by;
                }
                Convert.store(sum, out, i, n);
            }
        }

        /** In 128 bits, the upper half counting what goes over the lower. */
        private static void exactSum(Block in, Block out) {
            long[] values = new long[CHUNK];
            long[] low = new long[CHUNK];
            long[] high = new long[CHUNK];
            boolean unsigned = out.dtype() == DType.U64;
            for (long i = 0; i < out.voxels(); i += CHUNK) {
                int n = (int) Math.min(CHUNK, out.voxels() - i);
                Arrays.fill(low, 0);
                Arrays.fill(high, 0);
                for (long j = i; j < in.voxels(); j += out.voxels()) {
                    Convert.load(in, j, values, n);
                    for (int k = 0; k < n; k++) {
                        low[k] += values[k];
                        high[k] += (Long.compareUnsigned(low[k], values[k]) < 0 ? 1 : 0)
                                + (unsigned ? 0 : values[k] >> 63);
                    }
                }
                for (int k = 0; k < n; k++) {
                    out.setLong(i + k, unsigned ? clampUnsigned(low[k], high[k]) : clampSigned(low[k], high[k]));
                }
            }
        }

        private static long clampUnsigned(long low, long high) {
            return high == 0 ? low : -1;
        }

        private static long clampSigned(long low, long high) {
            boolean fits = high == low >> 63;
            return fits ? low : high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
