package org.roimill.processors.segmenters.instanseg;

import java.util.List;
import java.util.OptionalLong;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.instanseg.CellsAndNuclei;
import org.roimill.kernels.instanseg.Shared;

/** Gives nuclei (first input and output) and cells (second) shared ids. */
public record ResolveObjects(CellsAndNuclei.Options options) implements Work.Objects<Shared, CellsAndNuclei> {
    @Override
    public Lane lane(int input) {
        return Lane.LABEL;
    }

    @Override
    public Lane outLane(int output) {
        return Lane.LABEL;
    }

    @Override
    public Shared propose(Call call) {
        return Shared.count(call.in(0), call.in(1));
    }

    @Override
    public Work.Decisions<CellsAndNuclei> merge(List<Work.Proposal<Shared>> proposals, Region domain) {
        List<Shared> parts = proposals.stream().map(Work.Proposal::state).toList();
        boolean none = parts.stream().allMatch(Shared::isEmpty);
        return new Work.Decisions<>(
                CellsAndNuclei.decide(parts, options), none ? OptionalLong.of(0) : OptionalLong.empty());
    }

    @Override
    public void write(Call call, CellsAndNuclei decision) {
        decision.apply(call.in(0), call.in(1), call.out(0), call.out(1));
    }

    @Override
    public Wire<Shared> proposalWire() {
        return Wire.bytes(Shared::toBytes, Shared::fromBytes);
    }

    @Override
    public Wire<CellsAndNuclei> decisionWire() {
        return Wire.bytes(CellsAndNuclei::toBytes, CellsAndNuclei::fromBytes);
    }
}
