package org.roimill.processors.segmenters.objects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.objects.Extents;

/**
 * Keeps the objects that pass, and numbers them from 1 in the order in which they were. Reads labels; the value at
 * position 1 is their {@link Extents}; what a test looks at beside them follows.
 */
public record Sift(Test test) implements Work.Objects<Sift.Seen, Sift.Renamed> {
    /** Whether an object stays. Judges each by itself. */
    public interface Test {
        /** A judge for one thread, who may keep scratch between objects. */
        Judge judge();
    }

    /** For one thread. */
    public interface Judge {
        boolean passes(Call call, int id, Extents extents);
    }

    /** What a cell holds, and which of the objects that it answers for stay. */
    public record Seen(int[] present, int[] staying) {}

    /** Old and new ids in one cell. */
    public record Renamed(int[] from, int[] to) {}

    /** The position of the first raster that the test looks at. */
    public static final int OTHERS = 2;

    @Override
    public Lane lane(int input) {
        return input == 0 ? Lane.LABEL : Lane.F32;
    }

    @Override
    public Lane outLane(int output) {
        return Lane.LABEL;
    }

    @Override
    public Footprint footprint(int input) {
        return input < OTHERS ? Footprint.POINT : Footprint.NOTHING;
    }

    @Override
    public Seen propose(Call call) {
        Extents extents = call.value(1, Extents.class);
        Judge judge = test.judge();
        int[] owned = extents.startingIn(call.region());
        int n = 0;
        for (int id : owned) {
            call.checkStopped();
            if (judge.passes(call, id, extents)) {
                owned[n++] = id;
            }
        }
        return new Seen(Relabelling.present(call.in(0)), Arrays.copyOf(owned, n));
    }

    @Override
    public Work.Decisions<Renamed> merge(List<Work.Proposal<Seen>> proposals, Region domain) {
        int[] staying = proposals.stream()
                .flatMapToInt(p -> Arrays.stream(p.state().staying()))
                .boxed()
                .sorted(Integer::compareUnsigned)
                .mapToInt(Integer::intValue)
                .toArray();
        List<Renamed> decisions = new ArrayList<>();
        for (Work.Proposal<Seen> proposal : proposals) {
            int[] from = Arrays.stream(proposal.state().present())
                    .filter(id -> Relabelling.find(staying, id) >= 0)
                    .toArray();
            int[] to = Arrays.stream(from)
                    .map(id -> Relabelling.find(staying, id) + 1)
                    .toArray();
            decisions.add(new Renamed(from, to));
        }
        return new Work.Decisions<>(decisions, OptionalLong.of(staying.length));
    }

    @Override
    public void write(Call call, Renamed decision) {
        Block labels = call.in(0);
        Relabelling.apply(labels, decision.from(), decision.to(), call.out(0));
    }

    @Override
    public Wire<Seen> proposalWire() {
        return Ids.wire(Seen::present, Seen::staying, Seen::new);
    }

    @Override
    public Wire<Renamed> decisionWire() {
        return Ids.wire(Renamed::from, Renamed::to, Renamed::new);
    }
}
