package org.roimill.processors.masks;

import java.util.List;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.error.RoimillException;
import org.roimill.core.param.Param;
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
import org.roimill.core.space.Axes;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Length;
import org.roimill.kernels.distance.Ring;

/**
 * The band between two outlines around each object: the object grown (or, below zero, shrunk) to the outer radius, less
 * the object grown or shrunk to the inner one. Bands keep their object's id and never reach into a neighbour.
 */
public final class RingMask implements Processor<RingMask.Parameters> {
    private static final Axes PLANE = Axes.YX;

    public record Parameters(
            @Param(help = "the outer radius; below zero inside the object", byDefault = "7", unit = "px or um")
            Length radBigger,

            @Param(help = "the inner radius, less than the outer one", byDefault = "2", unit = "px or um")
            Length radSmaller) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "ring",
                Family.MASK,
                1,
                "A band around each object, between two distances from its edge.",
                Parameters.class,
                List.of(Port.one("labels", Kind.LABELS, "(y,x)", "the objects")),
                List.of(Port.one("ring", Kind.LABELS, "(y,x)", "the bands, with the ids of their objects")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        RasterSpec labels = inputs.raster("labels");
        double bigger = radius("rad_bigger", parameters.radBigger(), labels.grid());
        double smaller = radius("rad_smaller", parameters.radSmaller(), labels.grid());
        if (bigger <= smaller) {
            throw RoimillException.usage(
                    "ring: rad_bigger (" + parameters.radBigger() + ") is not larger than rad_smaller ("
                            + parameters.radSmaller() + ")",
                    "Swap them, or make the outer radius larger.");
        }
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        new Band(bigger, smaller), List.of(plan.input("labels")), List.of(plan.output("ring", labels)))
                .build();
    }

    /** Radii are round, so the voxels have to be square. */
    private static double radius(String key, Length length, Grid grid) {
        double[] voxels = length.voxels(grid, PLANE);
        if (Math.abs(voxels[0] - voxels[1]) > 1e-3 * Math.abs(voxels[1])) {
            throw RoimillException.usage(
                    "ring: " + key + " " + length + " is " + voxels[0] + " voxels along y and " + voxels[1]
                            + " along x (voxels of " + grid.spacing(Axis.Y) + " x " + grid.spacing(Axis.X) + ")",
                    "Give the radius in voxels, or resample to square voxels first.");
        }
        return voxels[1];
    }

    private record Band(double bigger, double smaller) implements Work.Kernel {
        @Override
        public Lane lane(int input) {
            return Lane.LABEL;
        }

        @Override
        public Lane outLane(int output) {
            return Lane.LABEL;
        }

        @Override
        public Footprint footprint(int input) {
            long halo = Ring.halo(bigger, smaller);
            return Footprint.halo(halo, halo);
        }

        @Override
        public void fill(Call call) {
            Ring.ring(call.in(0), bigger, smaller, call.out(0));
        }
    }
}
