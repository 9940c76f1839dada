package org.roimill.processors.filters;

import org.roimill.core.pixel.DType;
import org.roimill.core.pixel.Lane;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.kernels.histogram.Quantiles;
import org.roimill.kernels.histogram.Tally;

/** From one exact percentile of the voxels that count to another, NaN left out. */
record PercentileFold(Quantiles question, Counted counted) implements Work.Fold<PercentileFold.Count, Limits> {
    PercentileFold(DType type, double low, double high, Counted counted) {
        this(Quantiles.of(type, low, high), counted);
    }

    /** One round's question and what answered it so far. */
    record Count(Quantiles question, Tally tally) {
        static Count of(Quantiles question) {
            return new Count(question, question.tally());
        }
    }

    @Override
    public Lane lane(int input) {
        return counted.lane(input);
    }

    @Override
    public Count first() {
        return Count.of(question);
    }

    @Override
    public Count fresh(Count seed) {
        return Count.of(seed.question());
    }

    @Override
    public void add(Count state, Call call) {
        counted.each(call, state.tally()::add);
    }

    @Override
    public void merge(Count into, Count following) {
        into.tally().add(following.tally());
    }

    @Override
    public Count next(Count merged) {
        Quantiles refined = merged.question().refine(merged.tally());
        return refined.done() ? null : Count.of(refined);
    }

    @Override
    public Limits result(Count merged) {
        double[] limits = merged.question().refine(merged.tally()).values();
        return new Limits.Same(limits[0], limits[1] - limits[0]);
    }

    @Override
    public Wire<Count> wire() {
        return Wire.bytes(count -> count.tally().toBytes(), bytes -> new Count(null, Tally.fromBytes(bytes)));
    }
}
