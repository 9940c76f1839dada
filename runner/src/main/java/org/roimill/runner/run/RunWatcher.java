package org.roimill.runner.run;

/** Is told how a run goes on. Called by many threads. */
public interface RunWatcher {
    /**
     * All ROIs are planned.
     *
     * @param voxels to go through in all
     */
    default void planned(int rois, int done, int invalid, long voxels) {}

    /** A ROI has come to a step. */
    default void begin(String roi, String step) {}

    default void advance(long voxels) {}

    default void finished(RoiResult result, int finished, int rois) {}

    RunWatcher NONE = new RunWatcher() {};
}
