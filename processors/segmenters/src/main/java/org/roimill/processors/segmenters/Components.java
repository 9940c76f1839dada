package org.roimill.processors.segmenters;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.roimill.core.element.Kind;
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
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.labelling.BlockParts;
import org.roimill.kernels.labelling.Connectivity;
import org.roimill.kernels.labelling.Labelling;
import org.roimill.kernels.labelling.Merged;

/** Numbers the connected parts of what is brighter than a threshold, in the order of their first voxels. */
public final class Components implements Processor<Components.Parameters> {
    public record Parameters(
            @Param(help = "what is brighter than this is foreground", byDefault = "0")
            double threshold,

            @Param(help = "voxels that touch by faces, by edges or by corners are connected", byDefault = "faces")
            Connectivity connectivity,

            @Param(help = "smaller parts are dropped", byDefault = "1", min = 1, unit = "voxels")
            long minSize) {}

    @Override
    public Descriptor<Parameters> descriptor() {
        return new Descriptor<>(
                "components",
                Family.SEGMENTER,
                1,
                "Connected parts of what is brighter than a threshold.",
                Parameters.class,
                List.of(Port.one("image", Kind.IMAGE, "(z?,y,x)", "a mask, a probability, any image")),
                List.of(Port.one("labels", Kind.LABELS, "(z?,y,x)", "ids from 1, in raster order")));
    }

    @Override
    public Plan plan(Parameters parameters, Inputs inputs) {
        Plan.Builder plan = Plan.builder();
        return plan.stage(
                        new Parts(parameters),
                        List.of(plan.input("image")),
                        List.of(plan.output("labels", inputs.raster("image").asLabels(DType.U32))))
                .build();
    }

    private record Parts(Parameters parameters) implements Work.Objects<BlockParts, int[]> {
        @Override
        public Lane outLane(int output) {
            return Lane.LABEL;
        }

        @Override
        public long scratchBytes(Region output) {
            return output.voxels() * (Byte.BYTES + Integer.BYTES) + 2 * 8192;
        }

        @Override
        public BlockParts propose(Call call) {
            return label(call, call.scratch(DType.U32, call.region()));
        }

        @Override
        public Work.Decisions<int[]> merge(List<Work.Proposal<BlockParts>> proposals, Region domain) {
            List<BlockParts> blocks =
                    proposals.stream().map(Work.Proposal::state).toList();
            Merged merged = Merged.of(blocks, parameters.connectivity(), parameters.minSize(), Long.MAX_VALUE);
            List<int[]> tables =
                    IntStream.range(0, blocks.size()).mapToObj(merged::table).toList();
            return new Work.Decisions<>(tables, OptionalLong.of(merged.count()));
        }

        /** Numbers the cell once more, which is cheaper than keeping the first numbers, and puts the final ones in. */
        @Override
        public void write(Call call, int[] table) {
            label(call, call.out(0));
            Merged.apply(table, call.out(0));
        }

        private BlockParts label(Call call, Block labels) {
            Block image = call.in(0);
            Block mask = call.scratch(DType.U8, call.region());
            for (long i = 0; i < mask.voxels(); i++) {
                mask.setLong(i, image.get(i) > parameters.threshold() ? 1 : 0);
            }
            return Labelling.componentsOfBlock(mask, parameters.connectivity(), call.domain(), labels);
        }

        @Override
        public Wire<BlockParts> proposalWire() {
            return Wire.bytes(BlockParts::toBytes, BlockParts::fromBytes);
        }

        @Override
        public Wire<int[]> decisionWire() {
            return Wire.INTS;
        }
    }
}
