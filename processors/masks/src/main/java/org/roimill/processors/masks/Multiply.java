package org.roimill.processors.masks;

import java.util.Arrays;
import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.param.Param;
import org.roimill.core.pixel.Block;
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

/**
 * The first labels where the second have an object. {@code mode: product} multiplies the ids instead, as PlexPipe does:
 * the same where the second are 0 and 1, and the second's ids where the first are, but of no meaning for two labels. A
 * product is stored as u32; one that does not fit is an error, where PlexPipe goes on with another number.
 */
public final class Multiply implements Processor<Multiply.Parameters> {
    /** What multiplying labels means. */
    public enum Mode {
        MASK,
        PRODUCT
    }

    public record Parameters(
            @Param(help = "keep the first ids within the second labels, or multiply the ids", byDefault = "mask")
            Mode mode) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "multiply",
                Family.MASK,
                1,
                "Labels within other labels.",
                Parameters.class,
                List.of(
                        Port.one("labels", Kind.LABELS, "()", "the objects"),
                        Port.one("within", Kind.LABELS, "()", "a mask, or other objects")),
                List.of(Port.one("product", Kind.LABELS, "()", "the first objects where the second are")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        RasterSpec made = Overlay.on("multiply", inputs.raster("labels"), inputs.rasters("within"));
        boolean product = parameters.mode() == Mode.PRODUCT;
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        product ? new Product() : new Combined(Combined::keepWithin, 2, false),
                        List.of(plan.input("labels"), plan.input("within")),
                        List.of(plan.output("product", product ? made.withDtype(DType.U32) : made)))
                .build();
    }

    private record Product() implements Work.Kernel {
        @Override
        public Lane lane(int input) {
            return Lane.LABEL;
        }

        @Override
        public void fill(Call call) {
            Block out = call.out(0);
            for (long i = 0; i < out.voxels(); i++) {
                long a = call.in(0).getLong(i);
                long b = call.in(1).getLong(i);
                long product = a * b;
                if (product >>> 32 != 0) {
                    throw RoimillException.badData(
                            "multiply: label " + a + " times label " + b + " at " + place(call, i)
                                    + " is more than 2^32-1, the largest label",
                            "Use mode: mask, or make the second labels a mask of 0 and 1.");
                }
                out.setLong(i, product);
            }
        }

        /** The voxel, along the axes that the work runs along and those within the block. */
        private static String place(Call call, long i) {
            long[] at = call.region().min();
            for (int d = at.length - 1; d >= 0; d--) {
                at[d] += i % call.region().size(d);
                i /= call.region().size(d);
            }
            String outer = call.outer().isEmpty() ? "" : call.outer() + " ";
            return outer + Arrays.toString(at);
        }
    }
}
