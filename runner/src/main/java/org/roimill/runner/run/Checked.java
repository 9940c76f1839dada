package org.roimill.runner.run;

import org.roimill.core.error.RoimillException;
import org.roimill.runner.chain.RoiEntry;
import org.roimill.runner.plan.RoiPlan;

/**
 * A ROI that was planned, or could not be.
 *
 * @param plan null where there is a problem
 * @param problem null where there is none
 */
public record Checked(RoiEntry roi, RoiPlan plan, RoimillException problem) {}
