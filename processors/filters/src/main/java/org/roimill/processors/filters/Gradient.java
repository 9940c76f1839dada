package org.roimill.processors.filters;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Border;
import org.roimill.core.pixel.DType;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Descriptor;
import org.roimill.core.processor.Family;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/** How steep an image is, and which way it climbs: central differences, the edge repeated. */
public final class Gradient implements Processor<Gradient.Parameters> {
    /** None. */
    public record Parameters() {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "gradient",
                Family.FILTER,
                1,
                "Steepness and direction of an image, by central differences.",
                Parameters.class,
                List.of(Port.one("image", Kind.IMAGE, "(y,x)", "any image")),
                List.of(
                        Port.one("magnitude", Kind.IMAGE, "(y,x)", "intensity per voxel"),
                        Port.one("angle", Kind.IMAGE, "(y,x)", "in radians, from x towards y")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        RasterSpec made = inputs.raster("image").withDtype(DType.F32);
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        new Differences(),
                        List.of(plan.input("image")),
                        List.of(plan.output("magnitude", made), plan.output("angle", made)))
                .build();
    }

    private record Differences() implements Work.Kernel {
        @Override
        public Lane lane(int input) {
            return Lane.F64;
        }

        @Override
        public Footprint footprint(int input) {
            return Footprint.halo(1, 1);
        }

        @Override
        public Border border(int input) {
            return Border.NEAREST;
        }

        @Override
        public void fill(Call call) {
            Block in = call.in(0);
            MemorySegment from = in.data();
            MemorySegment magnitude = call.out(0).data();
            MemorySegment angle = call.out(1).data();
            Region region = call.region();
            long stride = in.stride(0);
            long i = 0;
            for (long y = region.min(0); y < region.max(0); y++) {
                long centre = in.index(y, region.min(1));
                for (long x = region.min(1); x < region.max(1); x++, centre++, i++) {
                    double dy = (at(from, centre + stride) - at(from, centre - stride)) / 2;
                    double dx = (at(from, centre + 1) - at(from, centre - 1)) / 2;
                    magnitude.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) Math.sqrt(dy * dy + dx * dx));
                    angle.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) Math.atan2(dy, dx));
                }
            }
        }

        private static double at(MemorySegment from, long i) {
            return from.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
        }
    }
}
