package org.roimill.processors.segmenters.cellpose;

import java.util.List;
import java.util.OptionalLong;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.flow.EndTally;
import org.roimill.kernels.flow.IdTable;
import org.roimill.kernels.flow.Sinks;

/**
 * Objects where many voxels come together, numbered in the raster order of their first voxels. Reads where each voxel
 * comes to.
 *
 * @param maxFraction objects of more than that part of the whole are dropped
 */
record NumberSinks(double maxFraction) implements Work.Objects<EndTally, IdTable> {
    @Override
    public Lane outLane(int output) {
        return Lane.LABEL;
    }

    @Override
    public EndTally propose(Call call) {
        return EndTally.of(call.in(0), call.domain());
    }

    @Override
    public Work.Decisions<IdTable> merge(List<Work.Proposal<EndTally>> proposals, Region domain) {
        List<EndTally> tallies = proposals.stream().map(Work.Proposal::state).toList();
        Sinks sinks = Sinks.of(tallies, domain, maxFraction);
        return new Work.Decisions<>(tallies.stream().map(sinks::table).toList(), OptionalLong.of(sinks.count()));
    }

    @Override
    public void write(Call call, IdTable decision) {
        decision.apply(call.in(0), call.out(0));
    }

    @Override
    public Wire<EndTally> proposalWire() {
        return Wire.bytes(EndTally::toBytes, EndTally::fromBytes);
    }

    @Override
    public Wire<IdTable> decisionWire() {
        return Wire.bytes(IdTable::toBytes, IdTable::fromBytes);
    }
}
