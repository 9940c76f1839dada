package org.roimill.kernels.flow;

/** What {@link Sampling#TORCH} does alike in 2-D and in 3-D. */
abstract class TorchWalk extends Walk {
    TorchWalk(long[] shape) {
        super(shape);
    }

    /** An axis of a single voxel has no room to move: its points stay at 0, which is read at its centre. */
    @Override
    float unit(int axis) {
        return shape[axis] == 1 ? 0f : (float) (2.0 / (shape[axis] - 1));
    }

    @Override
    boolean zeroRim() {
        return true;
    }

    @Override
    float start(int axis, long voxel) {
        return shape[axis] == 1 ? 0f : (float) voxel / (shape[axis] - 1) * 2f - 1f;
    }

    @Override
    long end(int axis, float state) {
        return (long) ((state + 1f) * 0.5f * (shape[axis] - 1));
    }

    static float clamp(float state) {
        return Math.min(1f, Math.max(-1f, state));
    }
}
