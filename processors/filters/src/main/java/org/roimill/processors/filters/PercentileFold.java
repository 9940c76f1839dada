package org.roimill.processors.filters;

import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.kernels.histogram.Quantiles;
import org.roimill.kernels.histogram.Tally;

/** Exact percentiles of all voxels of an image, NaN left out. */
record PercentileFold(Quantiles question) implements Work.Fold<PercentileFold.Count, double[]> {
    PercentileFold(DType type, double... percent) {
        this(Quantiles.of(type, percent));
    }

    /** One round's question and what answered it so far. */
    record Count(Quantiles question, Tally tally) {
        static Count of(Quantiles question) {
            return new Count(question, question.tally());
        }
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
        state.tally().add(call.in(0));
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
    public double[] result(Count merged) {
        return merged.question().refine(merged.tally()).values();
    }

    @Override
    public Wire<Count> wire() {
        return Wire.bytes(count -> count.tally().toBytes(), bytes -> new Count(null, Tally.fromBytes(bytes)));
    }
}
