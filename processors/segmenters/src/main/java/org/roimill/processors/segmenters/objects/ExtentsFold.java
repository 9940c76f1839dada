package org.roimill.processors.segmenters.objects;

import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.objects.Extents;

/** Where each object of some labels lies. */
public record ExtentsFold(Region domain) implements Work.Fold<Extents, Extents> {
    @Override
    public Lane lane(int input) {
        return Lane.LABEL;
    }

    @Override
    public Extents first() {
        return new Extents(domain);
    }

    @Override
    public Extents fresh(Extents seed) {
        return new Extents(domain);
    }

    @Override
    public void add(Extents state, Call call) {
        state.add(call.in(0));
    }

    @Override
    public void merge(Extents into, Extents following) {
        into.merge(following);
    }

    @Override
    public Extents result(Extents merged) {
        return merged;
    }

    @Override
    public Wire<Extents> wire() {
        return Wire.bytes(Extents::toBytes, Extents::fromBytes);
    }
}
