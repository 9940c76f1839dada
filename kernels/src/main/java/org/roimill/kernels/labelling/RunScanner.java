package org.roimill.kernels.labelling;

/** Cuts one row of a block into runs. Keeps scratch of one row, so each thread has its own. */
sealed interface RunScanner permits MaskRuns, LabelRuns {
    /** The runs of the row that begins at voxel {@code at} of the block. */
    Row scan(long at);
}
