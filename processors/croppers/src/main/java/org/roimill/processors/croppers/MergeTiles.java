package org.roimill.processors.croppers;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.roimill.core.element.Crop;
import org.roimill.core.element.CropPixels;
import org.roimill.core.element.Kind;
import org.roimill.core.element.RasterSpec;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
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
import org.roimill.core.space.Axes;
import org.roimill.core.space.Region;

/**
 * Puts tiles back together. Where they overlap each counts with a weight that falls linearly towards its own edge, and
 * the sum is divided by the sum of weights: tiles that agree give back exactly what they were cut from.
 */
public final class MergeTiles implements Processor<MergeTiles.Parameters> {
    /** None: how the tiles lie is written in them. */
    public record Parameters() {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "merge_tiles",
                Family.CROPPER,
                1,
                "One image from overlapping tiles, blended.",
                Parameters.class,
                List.of(Port.one("tiles", Kind.CROPS, "(y,x)", "tiles with the attribute overlap")),
                List.of(Port.one("image", Kind.IMAGE, "(y,x)", "on the grid that the tiles were cut from")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        RasterSpec made = inputs.crops("tiles").source();
        Plan.Builder plan = Plan.builder();
        return plan.stage(new Blend(made.axes()), List.of(plan.input("tiles")), List.of(plan.output("image", made)))
                .build();
    }

    /** @param axes of the boxes */
    private record Blend(Axes axes) implements Work.Kernel {
        @Override
        public Lane outLane(int output) {
            return Lane.F64;
        }

        @Override
        public long scratchBytes(Region output) {
            return output.voxels() * 3 * Double.BYTES + 3 * 8192;
        }

        @Override
        public void fill(Call call) {
            Region region = call.region();
            Block sum = call.out(0).fill(0);
            Block weights = call.scratch(DType.F64, region).fill(0);
            CropPixels tiles = call.crops(0);
            // A crop's box has one position more than the region for each place along the other axes.
            Region place = Region.ofShape();
            for (long at : call.outer()) {
                place = place.join(Region.at(new long[] {at}, new long[] {1}));
            }
            Region wanted = place.join(region);
            List<Crop> crops = tiles.crops();
            for (int i = 0; i < crops.size(); i++) {
                if (crops.get(i).box().intersects(wanted)) {
                    add(call, tiles, i, wanted, sum, weights);
                }
            }
            MemorySegment s = sum.data();
            for (long i = 0; i < sum.voxels(); i++) {
                double weight = weights.data().getAtIndex(ValueLayout.JAVA_DOUBLE, i);
                double value = s.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
                s.setAtIndex(ValueLayout.JAVA_DOUBLE, i, weight > 0 ? value / weight : 0);
            }
        }

        private static void add(Call call, CropPixels tiles, int index, Region wanted, Block sum, Block weights) {
            Crop crop = tiles.crops().get(index);
            Region part = crop.box().intersect(wanted);
            int y = wanted.dims() - 2;
            int x = wanted.dims() - 1;
            long overlap = (Long) crop.attributes().getOrDefault("overlap", 0L);
            Block stored = call.scratch(tiles.spec().source().dtype(), part);
            tiles.read(index, stored);
            int width = (int) part.size(x);
            double[] row = new double[width];
            for (long r = part.min(y); r < part.max(y); r++) {
                Convert.load(stored, (r - part.min(y)) * width, row, width);
                double rowWeight = ramp(r - crop.box().min(y), crop.box().size(y), overlap);
                long to = sum.index(r, part.min(x));
                for (int k = 0; k < width; k++) {
                    double weight = rowWeight
                            * ramp(
                                    part.min(x) + k - crop.box().min(x),
                                    crop.box().size(x),
                                    overlap);
                    add(sum, to + k, weight * row[k]);
                    add(weights, to + k, weight);
                }
            }
        }

        private static void add(Block block, long i, double value) {
            block.data()
                    .setAtIndex(
                            ValueLayout.JAVA_DOUBLE, i, block.data().getAtIndex(ValueLayout.JAVA_DOUBLE, i) + value);
        }

        private static double ramp(long i, long size, long overlap) {
            return Math.min(overlap + 1, Math.min(i + 1, size - i)) / (double) (overlap + 1);
        }
    }
}
