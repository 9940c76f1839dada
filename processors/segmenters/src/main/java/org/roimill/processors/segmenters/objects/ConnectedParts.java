package org.roimill.processors.segmenters.objects;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.labelling.BlockParts;
import org.roimill.kernels.labelling.Connectivity;
import org.roimill.kernels.labelling.Labelling;
import org.roimill.kernels.labelling.Merged;

/** Numbers the connected parts of what is brighter than a threshold, in the order of their first voxels. */
public record ConnectedParts(double threshold, Connectivity connectivity, long minSize)
        implements Work.Objects<BlockParts, int[]> {
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
        List<BlockParts> blocks = proposals.stream().map(Work.Proposal::state).toList();
        Merged merged = Merged.of(blocks, connectivity, minSize, Long.MAX_VALUE);
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
            mask.setLong(i, image.get(i) > threshold ? 1 : 0);
        }
        return Labelling.componentsOfBlock(mask, connectivity, call.domain(), labels);
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
