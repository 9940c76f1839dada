package org.roimill.kernels.flow;

/**
 * One way to follow a field. A point's state is one float an axis, in the walk's own coordinates; the next state is a
 * function of the state alone.
 */
abstract class Walk {
    final long[] shape;

    Walk(long[] shape) {
        this.shape = shape;
    }

    static Walk of(Sampling sampling, long[] shape) {
        return switch (sampling) {
            case TORCH -> shape.length == 2 ? new TorchWalk2(shape) : new TorchWalk3(shape);
            case LINEAR -> new LinearWalk(shape);
            case NEAREST -> new NearestWalk(shape);
        };
    }

    /** What one pixel is along an axis in the walk's coordinates. */
    abstract float unit(int axis);

    /** Is the field zero beyond the domain, or what it is at the edge? */
    abstract boolean zeroRim();

    /** The state of a point at the centre of a voxel. */
    abstract float start(int axis, long voxel);

    /** The voxel that holds a point. */
    abstract long end(int axis, float state);

    /** The lower of the two voxels between which the field is read. */
    abstract int lower(int axis, float state);

    /**
     * Moves the first {@code n} points by one step. Gives how many are {@code lost} since they need a voxel that the
     * field does not hold; which ones is written there, ascending, and their new state means nothing.
     */
    abstract int advance(Field field, float[][] from, float[][] to, int n, int[] lost);

    /** The floor of what is above -1 and not -0: without a branch, which would be taken by chance. */
    static int floor(float value) {
        return (int) value + (Float.floatToRawIntBits(value) >> 31);
    }
}
