package org.roimill.kernels.instanseg;

/** How seeds of one object are found and merged: InstanSeg changed that between its models. */
public enum Variant {
    /**
     * Seeds whose windows overlap by more than the threshold, as intersection over union, belong together. A seed takes
     * the least number that is found within 100 steps from overlap to overlap.
     */
    HEAD(100),
    /**
     * The code within the model files 0.1.0 and 0.1.1: intersection over the smaller area; the greatest number within
     * nine steps, or ten where two ways of ten lead there (the tenth power of a matrix must exceed one); objects are
     * dropped by the size and the mean seed value of the window whose number they take. There, windows without a pixel
     * put these two out of step with the numbers; here they do not.
     */
    V01(9);

    private final int steps;

    Variant(int steps) {
        this.steps = steps;
    }

    int steps() {
        return steps;
    }

    /** Compared in single precision, as there. */
    boolean overlap(int shared, int a, int b, float threshold) {
        float of = this == HEAD ? a + b - shared : Math.min(a, b);
        return shared / of > threshold;
    }

    int better(int a, int b) {
        return this == HEAD ? Math.min(a, b) : Math.max(a, b);
    }
}
