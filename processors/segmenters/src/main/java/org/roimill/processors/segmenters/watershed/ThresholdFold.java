package org.roimill.processors.segmenters.watershed;

import org.roimill.core.pixel.DType;
import org.roimill.core.processor.Call;
import org.roimill.core.processor.Wire;
import org.roimill.core.processor.Work;
import org.roimill.kernels.threshold.AutoThreshold;
import org.roimill.kernels.threshold.Look;
import org.roimill.kernels.threshold.ThresholdSearch;

/** One threshold for each image. */
record ThresholdFold(AutoThreshold method, DType type) implements Work.Fold<ThresholdFold.Round, Double> {
    /** One round's search and what was seen so far. */
    record Round(ThresholdSearch search, Look look) {
        static Round of(ThresholdSearch search) {
            return new Round(search, search.look());
        }
    }

    @Override
    public Round first() {
        return Round.of(ThresholdSearch.of(method, type));
    }

    @Override
    public Round fresh(Round seed) {
        return Round.of(seed.search());
    }

    @Override
    public void add(Round state, Call call) {
        state.look().add(call.in(0));
    }

    @Override
    public void merge(Round into, Round following) {
        into.look().add(following.look());
    }

    @Override
    public Round next(Round merged) {
        ThresholdSearch refined = merged.search().refine(merged.look());
        return refined.done() ? null : Round.of(refined);
    }

    @Override
    public Double result(Round merged) {
        return merged.search().refine(merged.look()).value();
    }

    @Override
    public Wire<Round> wire() {
        return Wire.bytes(round -> round.look().toBytes(), bytes -> new Round(null, Look.fromBytes(bytes)));
    }
}
