package org.roimill.runner.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.roimill.core.error.Failure;
import org.roimill.core.error.RoimillException;
import org.roimill.runner.plan.RoiPlan;

/**
 * What became of one ROI.
 *
 * @param skipped true if everything was there already
 * @param cause null where it was done
 * @param result the store or delta that holds what was made; null where nothing was
 * @param written names of the elements that were written
 * @param seconds by what they were spent on, summed over threads for steps
 * @param plan null where it failed before there was one
 */
public record RoiResult(
        String id,
        Path path,
        Outcome outcome,
        boolean skipped,
        RoimillException cause,
        Path result,
        List<String> written,
        double elapsed,
        Map<String, Map<String, Double>> seconds,
        long spilledBytes,
        RoiPlan plan) {
    static RoiResult failed(String id, Path path, RoimillException cause, double elapsed, RoiPlan plan) {
        Outcome outcome = cause.failure() == Failure.INTERRUPTED ? Outcome.INTERRUPTED : Outcome.FAILED;
        return new RoiResult(id, path, outcome, false, cause, null, List.of(), elapsed, Map.of(), 0, plan);
    }

    /** The step in which it failed, as far as that is known; else empty. */
    public String step() {
        if (cause == null) {
            return "";
        }
        String first = cause.getMessage().lines().findFirst().orElse("");
        int colon = first.indexOf(": ");
        return first.startsWith("step ") && colon > 0 ? first.substring(0, colon) : "";
    }
}
