package org.roimill.processors.segmenters.objects;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.objects.Extents;
import org.roimill.kernels.objects.Holes;

/** Fills the holes of objects with their ids. Reads labels; the value at position 1 is their {@link Extents}. */
public record FillHoles() implements Work.Objects<FillHoles.Found, FillHoles.Found> {
    /** Holes, and of how many objects. */
    public record Found(long objects, List<Holes.Filled> holes) {
        public Found {
            holes = List.copyOf(holes);
        }
    }

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
        return Footprint.POINT;
    }

    @Override
    public Found propose(Call call) {
        Extents extents = call.value(1, Extents.class);
        Holes holes = new Holes();
        List<Holes.Filled> found = new ArrayList<>();
        int[] owned = extents.startingIn(call.region());
        for (int id : owned) {
            call.checkStopped();
            Region box = extents.box(id);
            if (extents.count(id) == box.voxels()) {
                continue;
            }
            Holes.Filled one;
            if (call.in(0).region().contains(box)) {
                one = holes.find(call.in(0), id, box);
            } else {
                try (Call.Look look = call.look(0, box)) {
                    one = holes.find(look.block(), id, box);
                }
            }
            if (one.count() > 0) {
                found.add(one);
            }
        }
        return new Found(owned.length, found);
    }

    @Override
    public Work.Decisions<Found> merge(List<Work.Proposal<Found>> proposals, Region domain) {
        List<Holes.Filled> all =
                proposals.stream().flatMap(p -> p.state().holes().stream()).toList();
        long objects = proposals.stream().mapToLong(p -> p.state().objects()).sum();
        List<Found> decisions = proposals.stream()
                .map(p -> new Found(
                        0,
                        all.stream()
                                .filter(one -> one.box().intersects(p.cell()))
                                .toList()))
                .toList();
        return new Work.Decisions<>(decisions, OptionalLong.of(objects));
    }

    @Override
    public void write(Call call, Found decision) {
        call.in(0).copyTo(call.out(0));
        Holes.paint(decision.holes(), call.out(0));
    }

    @Override
    public Wire<Found> proposalWire() {
        return WIRE;
    }

    @Override
    public Wire<Found> decisionWire() {
        return WIRE;
    }

    private static final Wire<Found> WIRE = new Wire<>() {
        @Override
        public void write(Found state, DataOutput out) throws IOException {
            out.writeLong(state.objects());
            out.writeInt(state.holes().size());
            for (Holes.Filled one : state.holes()) {
                out.writeInt(one.id());
                out.writeLong(one.area());
                out.writeLong(one.count());
                out.writeByte(one.box().dims());
                for (int d = 0; d < one.box().dims(); d++) {
                    out.writeLong(one.box().min(d));
                    out.writeLong(one.box().max(d));
                }
                INTS.write(one.runs(), out);
            }
        }

        @Override
        public Found read(DataInput in) throws IOException {
            long objects = in.readLong();
            List<Holes.Filled> holes = new ArrayList<>();
            for (int n = in.readInt(); n > 0; n--) {
                int id = in.readInt();
                long area = in.readLong();
                long count = in.readLong();
                long[] min = new long[in.readByte()];
                long[] max = new long[min.length];
                for (int d = 0; d < min.length; d++) {
                    min[d] = in.readLong();
                    max[d] = in.readLong();
                }
                holes.add(new Holes.Filled(id, area, count, Region.between(min, max), INTS.read(in)));
            }
            return new Found(objects, holes);
        }
    };
}
