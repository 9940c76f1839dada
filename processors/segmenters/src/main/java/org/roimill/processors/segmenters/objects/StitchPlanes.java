package org.roimill.processors.segmenters.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.flow.IdTable;
import org.roimill.kernels.flow.PlaneOverlaps;
import org.roimill.kernels.flow.Stitch;

/**
 * Joins the objects of planes, each of which is numbered by itself, to objects of the stack. Over (z,y,x).
 *
 * @param threshold of the intersection over the union of what is joined
 * @param asCellpose with a fault of Cellpose, see {@link Stitch#chain}
 */
public record StitchPlanes(double threshold, boolean asCellpose) implements Work.Objects<PlaneOverlaps, IdTable> {
    private static final long SIDE = 1024;

    @Override
    public long[] cell(Region domain) {
        return new long[] {1, SIDE, SIDE};
    }

    @Override
    public Lane lane(int input) {
        return Lane.LABEL;
    }

    @Override
    public Lane outLane(int output) {
        return Lane.LABEL;
    }

    /** The plane below as well. */
    @Override
    public Footprint footprint(int input) {
        return new Footprint.Halo(new long[] {1, 0, 0}, new long[] {0, 0, 0});
    }

    @Override
    public PlaneOverlaps propose(Call call) {
        Block both = call.in(0);
        long z = call.region().min(0);
        Block upper = both.slice(z);
        // Below the first plane there is nothing: what is counted for it is not asked for.
        return PlaneOverlaps.of(z == 0 ? upper : both.slice(z - 1), upper);
    }

    @Override
    public Work.Decisions<IdTable> merge(List<Work.Proposal<PlaneOverlaps>> proposals, Region domain) {
        Map<Long, List<PlaneOverlaps>> byPlane = new TreeMap<>();
        for (Work.Proposal<PlaneOverlaps> proposal : proposals) {
            byPlane.computeIfAbsent(proposal.cell().min(0), z -> new ArrayList<>())
                    .add(proposal.state());
        }
        List<PlaneOverlaps> pairs = new ArrayList<>();
        byPlane.forEach((z, parts) -> {
            if (z > 0 || byPlane.size() == 1) {
                pairs.add(PlaneOverlaps.merge(parts));
            }
        });
        List<IdTable> tables = pairs.isEmpty() ? List.of() : Stitch.chain(pairs, threshold, asCellpose);
        List<IdTable> decisions = proposals.stream()
                .map(p -> tables.get(Math.toIntExact(p.cell().min(0))))
                .toList();
        return new Work.Decisions<>(decisions, OptionalLong.empty());
    }

    @Override
    public void write(Call call, IdTable decision) {
        long z = call.region().min(0);
        decision.apply(call.in(0).slice(z), call.out(0).slice(z));
    }

    @Override
    public Wire<PlaneOverlaps> proposalWire() {
        return Wire.bytes(PlaneOverlaps::toBytes, PlaneOverlaps::fromBytes);
    }

    @Override
    public Wire<IdTable> decisionWire() {
        return Wire.bytes(IdTable::toBytes, IdTable::fromBytes);
    }
}
