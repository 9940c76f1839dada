package org.roimill.runner.run;

import java.util.List;
import org.roimill.core.error.Failure;
import org.roimill.runner.chain.Chain;

/**
 * What became of a run.
 *
 * @param rois in the order in which they were given
 * @param peakBytes the most that was leased for voxels at once
 */
public record RunReport(Chain chain, List<RoiResult> rois, double elapsed, long peakBytes) {
    /** Some ROI failed, others did not. */
    private static final int SOME_FAILED = 10;

    public RunReport {
        rois = List.copyOf(rois);
    }

    /** Those that were not done, interrupted ones among them. */
    public List<RoiResult> failed() {
        return rois.stream().filter(r -> r.cause() != null).toList();
    }

    /** Zero where none failed; what all failed of, where that is one thing; 10 in between. */
    public int exitCode() {
        List<Failure> failures = failed().stream().map(r -> r.cause().failure()).toList();
        if (failures.isEmpty()) {
            return 0;
        }
        if (failures.contains(Failure.INTERRUPTED)) {
            return Failure.INTERRUPTED.exitCode();
        }
        boolean allAlike =
                failures.size() == rois.size() && failures.stream().distinct().count() == 1;
        return allAlike ? failures.getFirst().exitCode() : SOME_FAILED;
    }
}
