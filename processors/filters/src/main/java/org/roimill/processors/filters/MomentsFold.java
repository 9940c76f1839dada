package org.roimill.processors.filters;

import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;

/** The range, or the mean and the standard deviation, of the finite voxels that count. */
record MomentsFold(boolean range, Counted counted) implements Work.Fold<Moments, Limits> {
    @Override
    public Lane lane(int input) {
        return counted.lane(input);
    }

    @Override
    public Moments first() {
        return new Moments();
    }

    @Override
    public Moments fresh(Moments seed) {
        return new Moments();
    }

    @Override
    public void add(Moments state, Call call) {
        counted.each(call, state::add);
    }

    @Override
    public void merge(Moments into, Moments following) {
        into.add(following);
    }

    @Override
    public Limits result(Moments merged) {
        return range ? merged.range() : merged.spread();
    }

    @Override
    public Wire<Moments> wire() {
        return Moments.WIRE;
    }
}
