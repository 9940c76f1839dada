package org.roimill.kernels.distance;

/** Where distances are measured to, plane by plane along the first of three axes. */
interface Sites {
    /** Fills {@code plane} with nonzero values at sites, zero elsewhere. */
    void load(int a, int[] plane);
}
