package org.roimill.kernels.flow;

/** How the field is read between voxels while points follow it. */
public enum Sampling {
    /**
     * As Cellpose does with PyTorch, bit for bit. Positions run from -1 to 1 between the centres of the first and the
     * last voxel but are read as if between their outer faces, so that the field is read up to half a voxel too far
     * out; beyond the faces it is zero.
     */
    TORCH,
    /** Linear between voxels at the true position, constant beyond the outermost. So does Cellpose 3 in 2-D without a GPU. */
    LINEAR,
    /** The voxel that holds the truncated position: Cellpose 3 with {@code interp=False}. */
    NEAREST
}
