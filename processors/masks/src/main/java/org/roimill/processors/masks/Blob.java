package org.roimill.processors.masks;

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
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Inputs;
import org.roimill.core.processor.Plan;
import org.roimill.core.processor.Port;
import org.roimill.core.processor.Processor;
import org.roimill.core.processor.Slot;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Axis;
import org.roimill.core.space.Grid;
import org.roimill.core.space.Region;
import org.roimill.kernels.rank.Morphology;
import org.roimill.kernels.resize.Resize;

/**
 * The coarse shape of all objects together, as a mask: brought to a small image, cleaned there by an opening and a
 * closing with a disk, and brought back. The small image has the shape it is given, whatever that of the image is, so
 * that a disk there is an ellipse here where they differ.
 *
 * <p>Both resizes are linear; what they leave of a mask lies between 0 and 1. {@code edge: any} takes everything above
 * 0, as PlexPipe does, which makes each edge wider: by 50 voxels on an image of 5000 with the usual parameters. {@code
 * edge: half} takes what is at least one half, and edges stay where they are, to half a voxel of the small image.
 */
public final class Blob implements Processor<Blob.Parameters> {
    /** What is inside after a resize. */
    public enum Edge {
        ANY,
        HALF
    }

    public record Parameters(
            @Param(help = "the shape of the small image: y, x", byDefault = "[250, 250]", min = 1, max = 32_767)
            List<Integer> workShape,

            @Param(help = "the radius of the disk in the small image", byDefault = "5", min = 1, max = 500, unit = "px")
            int radius,

            @Param(help = "inside after a resize: any trace of an object, or at least a half", byDefault = "any")
            Edge edge) {
        public Parameters {
            if (workShape.size() != 2) {
                throw new IllegalArgumentException("work_shape has two numbers, y and x, not " + workShape.size());
            }
        }
    }

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "blob",
                Family.MASK,
                1,
                "The coarse shape of all objects together.",
                Parameters.class,
                List.of(Port.one("labels", Kind.LABELS, "(y,x)", "objects, or a mask")),
                List.of(Port.one("blob", Kind.LABELS, "(y,x)", "0 and 1")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        RasterSpec mask = inputs.raster("labels").withDtype(DType.U8);
        Grid grid = mask.grid();
        long[] full = {grid.size(Axis.Y), grid.size(Axis.X)};
        if (full[0] == 0 || full[1] == 0) {
            throw RoimillException.usage("blob: the labels are empty: " + grid, null);
        }
        long[] work =
                parameters.workShape().stream().mapToLong(Integer::longValue).toArray();
        RasterSpec small = mask.withGrid(coarse(grid, full, work));
        org.roimill.kernels.rank.Footprint disk = org.roimill.kernels.rank.Footprint.disk(parameters.radius());
        Plan.Builder plan = Plan.builder();
        Slot shrunk = plan.temporary("shrunk", small, "(y,x)");
        Slot opened = plan.temporary("opened", small, "(y,x)");
        Slot closed = plan.temporary("closed", small, "(y,x)");
        return plan.stage(
                        new Resized(Resize.of(full, work, Resize.Method.SMOOTH), parameters.edge()),
                        List.of(plan.input("labels")),
                        List.of(shrunk))
                .stage(new Cleaned(disk, true), List.of(shrunk), List.of(opened))
                .stage(new Cleaned(disk, false), List.of(opened), List.of(closed))
                .stage(
                        new Resized(Resize.of(work, full, Resize.Method.LINEAR), parameters.edge()),
                        List.of(closed),
                        List.of(plan.output("blob", mask)))
                .build();
    }

    private static Grid coarse(Grid grid, long[] full, long[] work) {
        long[] shape = grid.shape();
        double[] step = new double[shape.length];
        double[] offset = new double[shape.length];
        for (int d = 0; d < shape.length; d++) {
            int axis = grid.axes().get(d) == Axis.Y ? 0 : grid.axes().get(d) == Axis.X ? 1 : -1;
            shape[d] = axis < 0 ? shape[d] : work[axis];
            step[d] = axis < 0 ? 1 : (double) full[axis] / work[axis];
            offset[d] = (step[d] - 1) / 2;
        }
        return grid.resampled(shape, step, offset, grid.level());
    }

    /** A mask of what is not background, resized and made a mask again. */
    private record Resized(Resize resize, Edge edge) implements Work.Kernel {
        private static final long ROWS = 16;

        @Override
        public Lane lane(int input) {
            return Lane.LABEL;
        }

        @Override
        public Footprint footprint(int input) {
            return Footprint.mapped((out, domain) -> resize.inputFor(out));
        }

        @Override
        public long scratchBytes(Region output) {
            return resize.inputFor(output).voxels() + ROWS * output.size(1) * Double.BYTES;
        }

        @Override
        public void fill(Call call) {
            Block labels = call.in(0);
            Block mask = call.scratch(DType.U8, labels.region());
            for (long i = 0; i < mask.voxels(); i++) {
                mask.setLong(i, labels.getLong(i) != 0 ? 1 : 0);
            }
            Block out = call.out(0);
            Block values =
                    call.scratch(DType.F64, Region.ofShape(ROWS, out.region().size(1)));
            long at = 0;
            for (long y = out.region().min(0); y < out.region().max(0); y += ROWS) {
                Region rows =
                        out.region().with(0, y, Math.min(y + ROWS, out.region().max(0)));
                Block band = Block.over(DType.F64, rows, values.data().asSlice(0, rows.voxels() * Double.BYTES));
                resize.apply(mask, band);
                for (long i = 0; i < band.voxels(); i++) {
                    double value = band.get(i);
                    out.setLong(at++, (edge == Edge.ANY ? value > 0 : value >= 0.5) ? 1 : 0);
                }
            }
        }
    }

    private record Cleaned(org.roimill.kernels.rank.Footprint disk, boolean opening) implements Work.Kernel {
        @Override
        public Footprint footprint(int input) {
            long reach = 2 * disk.halo()[0];
            return Footprint.halo(reach, reach);
        }

        @Override
        public void fill(Call call) {
            if (opening) {
                Morphology.open(call.in(0), disk, call.out(0));
            } else {
                Morphology.close(call.in(0), disk, call.out(0));
            }
        }
    }
}
