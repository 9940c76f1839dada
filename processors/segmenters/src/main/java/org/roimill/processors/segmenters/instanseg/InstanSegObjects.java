package org.roimill.processors.segmenters.instanseg;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.DType;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Footprint;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.instanseg.CellLabels;
import org.roimill.kernels.instanseg.CellObjects;
import org.roimill.kernels.instanseg.MapLayout;
import org.roimill.kernels.instanseg.PostProcessing;

/**
 * From maps over (c,y,x) to labels over (y,x): one output for each target that is wanted, in the order of
 * {@code targets}. All of the maps' channels are read.
 *
 * @param targets which of the targets in the maps, from 0 on, each output is
 */
public record InstanSegObjects(PostProcessing work, List<Integer> targets)
        implements Work.Objects<List<CellObjects>, List<CellLabels>> {
    private static final long CELL = 512;

    public InstanSegObjects {
        targets = List.copyOf(targets);
    }

    @Override
    public long[] cell(Region domain) {
        return new long[] {CELL, CELL};
    }

    @Override
    public Lane lane(int input) {
        return Lane.F32;
    }

    @Override
    public Lane outLane(int output) {
        return Lane.LABEL;
    }

    @Override
    public Footprint footprint(int input) {
        return Footprint.mapped((out, maps) ->
                maps.dims(0, 1).join(work.mapsFor(out, maps.dims(1, 3)).dims(1, 3)));
    }

    @Override
    public long scratchBytes(Region output) {
        Region maps = work.mapsFor(output, output.grow(Integer.MAX_VALUE, Integer.MAX_VALUE));
        return PostProcessing.planesFor(maps).voxels() * Float.BYTES;
    }

    @Override
    public List<CellObjects> propose(Call call) {
        Block planes = planes(call);
        List<CellObjects> proposals = new ArrayList<>();
        for (int target : targets) {
            call.checkStopped();
            proposals.add(work.propose(maps(call, target), call.region(), call.domain(), planes));
        }
        return proposals;
    }

    private Block maps(Call call, int target) {
        return work.layout().target(call.in(0), target);
    }

    private Block planes(Call call) {
        MapLayout layout = work.layout();
        Region maps = call.in(0).region().with(0, 0, layout.channels());
        return call.scratch(DType.F32, PostProcessing.planesFor(maps));
    }

    @Override
    public Work.Decisions<List<CellLabels>> merge(List<Work.Proposal<List<CellObjects>>> proposals, Region domain) {
        List<Region> cells = proposals.stream().map(Work.Proposal::cell).toList();
        List<List<CellLabels>> byTarget = new ArrayList<>();
        long seeds = 0;
        for (int t = 0; t < targets.size(); t++) {
            int target = t;
            List<CellObjects> states =
                    proposals.stream().map(p -> p.state().get(target)).toList();
            seeds += states.stream().mapToLong(CellObjects::count).sum();
            byTarget.add(work.merge(cells, states, domain));
        }
        List<List<CellLabels>> decisions = IntStream.range(0, cells.size())
                .mapToObj(c -> byTarget.stream().map(labels -> labels.get(c)).toList())
                .toList();
        // How many objects keep a pixel is seen only when all are painted; that there is none is known.
        return new Work.Decisions<>(decisions, seeds == 0 ? OptionalLong.of(0) : OptionalLong.empty());
    }

    @Override
    public void write(Call call, List<CellLabels> decision) {
        Block planes = planes(call);
        for (int t = 0; t < targets.size(); t++) {
            call.checkStopped();
            work.paint(maps(call, targets.get(t)), call.domain(), decision.get(t), planes, call.out(t));
        }
    }

    @Override
    public Wire<List<CellObjects>> proposalWire() {
        return list(Wire.bytes(CellObjects::toBytes, CellObjects::fromBytes));
    }

    @Override
    public Wire<List<CellLabels>> decisionWire() {
        return list(Wire.bytes(CellLabels::toBytes, CellLabels::fromBytes));
    }

    private static <T> Wire<List<T>> list(Wire<T> one) {
        return new Wire<>() {
            @Override
            public void write(List<T> state, DataOutput out) throws IOException {
                out.writeInt(state.size());
                for (T item : state) {
                    one.write(item, out);
                }
            }

            @Override
            public List<T> read(DataInput in) throws IOException {
                int n = in.readInt();
                List<T> state = new ArrayList<>();
                for (int i = 0; i < n; i++) {
                    state.add(one.read(in));
                }
                return state;
            }
        };
    }
}
