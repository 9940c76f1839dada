package org.roimill.processors.filters;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;

/**
 * Another fold, done for each cell of a lattice by itself. A cell is finished, with all rounds, while its voxels are at
 * hand, so that what is kept of it is its result alone.
 */
record CellFold<S>(Work.Fold<S, Limits> inner, Region domain, long[] cell)
        implements Work.Fold<Map<Integer, Limits.Same>, Limits> {
    @Override
    public Lane lane(int input) {
        return inner.lane(input);
    }

    @Override
    public long[] cell(Region whole) {
        return cell.clone();
    }

    @Override
    public Map<Integer, Limits.Same> first() {
        return new TreeMap<>();
    }

    @Override
    public Map<Integer, Limits.Same> fresh(Map<Integer, Limits.Same> seed) {
        return new TreeMap<>();
    }

    @Override
    public void add(Map<Integer, Limits.Same> state, Call call) {
        S seed = inner.first();
        S found;
        do {
            found = inner.fresh(seed);
            inner.add(found, call);
            seed = inner.next(found);
        } while (seed != null);
        state.put(index(call.region()), (Limits.Same) inner.result(found));
    }

    private int index(Region part) {
        long index = 0;
        for (int d = 0; d < cell.length; d++) {
            index = index * Math.ceilDiv(domain.size(d), cell[d]) + part.min(d) / cell[d];
        }
        return Math.toIntExact(index);
    }

    @Override
    public void merge(Map<Integer, Limits.Same> into, Map<Integer, Limits.Same> following) {
        into.putAll(following);
    }

    @Override
    public Limits result(Map<Integer, Limits.Same> merged) {
        return new Limits.Lattice(domain, cell, merged.values().toArray(Limits.Same[]::new));
    }

    @Override
    public Wire<Map<Integer, Limits.Same>> wire() {
        return new Wire<>() {
            @Override
            public void write(Map<Integer, Limits.Same> state, DataOutput out) throws IOException {
                out.writeInt(state.size());
                for (Map.Entry<Integer, Limits.Same> e : state.entrySet()) {
                    out.writeInt(e.getKey());
                    out.writeDouble(e.getValue().from());
                    out.writeDouble(e.getValue().width());
                }
            }

            @Override
            public Map<Integer, Limits.Same> read(DataInput in) throws IOException {
                Map<Integer, Limits.Same> state = first();
                for (int left = in.readInt(); left > 0; left--) {
                    state.put(in.readInt(), new Limits.Same(in.readDouble(), in.readDouble()));
                }
                return state;
            }
        };
    }
}
