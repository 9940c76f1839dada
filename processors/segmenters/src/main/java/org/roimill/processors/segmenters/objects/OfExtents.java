package org.roimill.processors.segmenters.objects;

import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.core.space.Region;
import org.roimill.kernels.objects.Extents;

/** A fold over labels that goes by where each object lies and how large it is. */
public interface OfExtents<R> extends Work.Fold<Extents, R> {
    Region domain();

    @Override
    default Lane lane(int input) {
        return Lane.LABEL;
    }

    @Override
    default Extents first() {
        return new Extents(domain());
    }

    @Override
    default Extents fresh(Extents seed) {
        return first();
    }

    @Override
    default void add(Extents state, Call call) {
        state.add(call.in(0));
    }

    @Override
    default void merge(Extents into, Extents following) {
        into.merge(following);
    }

    @Override
    default Wire<Extents> wire() {
        return Wire.bytes(Extents::toBytes, Extents::fromBytes);
    }
}
