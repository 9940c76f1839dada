package org.roimill.processors.segmenters.watershed;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.roimill.core.pixel.Block;
import org.roimill.core.pixel.Convert;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/** Drops objects by size and place and numbers the others from 1 on, in the raster order of their first voxels. */
record Numbers(long minSize, long maxSize, boolean excludeOnEdges) implements Work.Objects<Found, Map<Long, Integer>> {
    @Override
    public Lane outLane(int output) {
        return Lane.LABEL;
    }

    @Override
    public Found propose(Call call) {
        return Found.in(call.in(0), call.domain());
    }

    @Override
    public Work.Decisions<Map<Long, Integer>> merge(List<Work.Proposal<Found>> proposals, Region domain) {
        Found all = new Found();
        proposals.forEach(proposal -> all.add(proposal.state()));
        List<Map.Entry<Long, Found.Tally>> kept = new ArrayList<>(all.objects.entrySet());
        kept.removeIf(e ->
                e.getValue().size < minSize || e.getValue().size > maxSize || (excludeOnEdges && e.getValue().atEdge));
        kept.sort(Comparator.comparingLong(e -> e.getValue().first));
        Map<Long, Integer> ids = new HashMap<>();
        kept.forEach(e -> ids.put(e.getKey(), ids.size() + 1));
        List<Map<Long, Integer>> cells = new ArrayList<>();
        for (Work.Proposal<Found> proposal : proposals) {
            Map<Long, Integer> own = new TreeMap<>();
            proposal.state().objects.keySet().forEach(seed -> own.put(seed, ids.getOrDefault(seed, 0)));
            cells.add(own);
        }
        return new Work.Decisions<>(cells, OptionalLong.of(kept.size()));
    }

    @Override
    public void write(Call call, Map<Long, Integer> ids) {
        Block basins = call.in(0);
        Block out = call.out(0).fill(0);
        int last = basins.region().dims() - 1;
        long[] row = new long[Math.toIntExact(basins.region().size(last))];
        for (long at = 0; at < basins.voxels(); at += row.length) {
            Convert.load(basins, at, row, row.length);
            long start = at;
            Found.runs(row, (seed, from, to) -> {
                int id = ids.get(seed);
                for (int k = from; k < to; k++) {
                    out.setLong(start + k, id);
                }
            });
        }
    }

    @Override
    public Wire<Found> proposalWire() {
        return Found.WIRE;
    }

    @Override
    public Wire<Map<Long, Integer>> decisionWire() {
        return new Wire<>() {
            @Override
            public void write(Map<Long, Integer> ids, DataOutput out) throws IOException {
                out.writeInt(ids.size());
                for (Map.Entry<Long, Integer> e : ids.entrySet()) {
                    out.writeLong(e.getKey());
                    out.writeInt(e.getValue());
                }
            }

            @Override
            public Map<Long, Integer> read(DataInput in) throws IOException {
                Map<Long, Integer> ids = new TreeMap<>();
                for (int left = in.readInt(); left > 0; left--) {
                    ids.put(in.readLong(), in.readInt());
                }
                return ids;
            }
        };
    }
}
