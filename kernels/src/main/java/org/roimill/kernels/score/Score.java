package org.roimill.kernels.score;

/**
 * The counts at one threshold.
 *
 * @param threshold the least intersection over union of a match
 * @param tp objects that are matched
 * @param fp found objects without a true one
 * @param fn true objects without a found one
 */
public record Score(double threshold, long tp, long fp, long fn) {
    /** TP / (TP + FP + FN); NaN where there is no object at all. */
    public double ap() {
        return (double) tp / (tp + fp + fn);
    }
}
