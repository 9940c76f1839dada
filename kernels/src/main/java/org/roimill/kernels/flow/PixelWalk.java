package org.roimill.kernels.flow;

/** A walk whose state is the position in pixels, kept within the domain. */
abstract class PixelWalk extends Walk {
    PixelWalk(long[] shape) {
        super(shape);
    }

    @Override
    float unit(int axis) {
        return 1f;
    }

    @Override
    boolean zeroRim() {
        return false;
    }

    @Override
    float start(int axis, long voxel) {
        return (float) voxel;
    }

    @Override
    long end(int axis, float state) {
        return (long) state;
    }

    @Override
    int lower(int axis, float state) {
        return (int) state;
    }

    final float clamp(int axis, float state) {
        return Math.min((float) (shape[axis] - 1), Math.max(0f, state));
    }
}
